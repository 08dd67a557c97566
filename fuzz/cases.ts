/** Whole cases: a service, its jobs' replies, and the gate's inputs. */
import fc from 'fast-check';

import type { Case, Reply, Signal } from './case.js';
import { mostly, weighted } from './chances.js';
import { FORMATS, type Format } from './formats.js';
import { anyReply, lastReply } from './replies.js';

const signal: fc.Arbitrary<Signal> = fc.record({
  name: fc.constantFrom('SIGINT', 'SIGTERM', 'SIGHUP'),
  after: fc.nat({ max: 2500 }),
  twice: fc.boolean(),
});

function scriptOf(format: Format): fc.Arbitrary<Reply[]> {
  const first = fc.array(anyReply(format), { maxLength: 4, size: 'max' });
  return fc.tuple(first, lastReply(format)).map(([replies, last]) => [...replies, last]);
}

function jobsOf(format: Format): fc.Arbitrary<Reply[][]> {
  const script = scriptOf(format);
  return weighted(
    [6, script.map((one) => [one])],
    [3, fc.array(script, { minLength: 2, maxLength: 3 })],
    // More than the gate asks about at a time.
    [
      1,
      fc
        .tuple(script, script)
        .map(([one, other]) => Array.from({ length: 10 }, (_, job) => (job % 3 === 0 ? one : other))),
    ],
  );
}

/** Every case of the fuzzer. The times are short, so that a case takes a few seconds at most. */
export const cases: fc.Arbitrary<Case> = fc.noShrink(fc.constantFrom(...FORMATS)).chain((format) =>
  fc.record({
    service: fc.constant(format.service),
    jobs: jobsOf(format),
    lookUp: anyReply(format),
    failFast: fc.boolean(),
    auth: mostly(fc.constant('token'), 5, fc.constant('access key')),
    timeout: weighted([4, fc.constantFrom(4000, 5000)], [1, fc.constantFrom(800, 1500)], [1, fc.constant(8000)]),
    requestTimeout: fc.constantFrom(1000, 400, 2500),
    outageTolerance: fc.constantFrom(1000, 300, 2500, 20_000),
    pollInterval: weighted<number | 'auto'>([4, fc.constantFrom(200, 100, 500)], [1, fc.constant('auto')]),
    debug: mostly(fc.constant(false), 5, fc.constant(true)),
    signal: mostly(fc.constant(undefined), 8, signal),
  }),
);
