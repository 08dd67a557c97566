/** Words: which one somebody probably meant, and how a sentence begins. */

/** A sentence that begins with the name of a place, such as `option --token-file`, with its first letter in capitals. */
export function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The longest text that is compared: the work grows with the product of two lengths. */
const MAX_LENGTH = 40;

/**
 * The name that a text was most likely meant to be: one that differs in case, dashes, underscores or blanks alone, else the
 * nearest by added, left out, changed or swapped characters: two of them, or one in a text of five characters or fewer.
 *
 * @returns `undefined` where no name is near, or two names are equally near
 */
export function nearest<Name extends string>(text: string, names: readonly Name[]): Name | undefined {
  if (text === '' || text.length > MAX_LENGTH) return undefined;
  const wanted = simplified(text);
  const same = names.filter((name) => simplified(name) === wanted);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  const most = wanted.length <= 5 ? 1 : 2;
  const distances = names
    .filter((name) => Math.abs(simplified(name).length - wanted.length) <= most && name.length <= MAX_LENGTH)
    .map((name) => ({ name, distance: distanceOf(wanted, simplified(name)) }))
    .filter(({ distance }) => distance <= most)
    .sort((one, other) => one.distance - other.distance);
  const [first, second] = distances;
  return first === undefined || first.distance === second?.distance ? undefined : first.name;
}

function simplified(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** How many characters have to be added, left out, changed or swapped with their neighbour (optimal string alignment). */
function distanceOf(from: string, to: string): number {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? at(beforeLast, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, to.length);
}

function at(row: readonly number[] | undefined, index: number): number {
  return row?.[index] ?? Infinity;
}
