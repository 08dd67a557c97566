import fc from 'fast-check';

/** The first nearly always, the second once in so many times; smaller cases have the first. */
export function mostly<T, U>(usual: fc.Arbitrary<T>, oneIn: number, rare: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ withCrossShrink: true }, { weight: oneIn - 1, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

/** One of these, as often as its weight says; smaller cases have the first. */
export function weighted<T>(
  ...choices: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]
): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
