/** Whole cases: a service, its jobs' replies, and the gate's inputs. */
import fc from 'fast-check';

import type { Case, Reply, Signal } from './case.js';
import { mostly, weighted } from './chances.js';
import { FORMATS, type Format } from './formats.js';
import { anyReply, invisibleReply, lastReply, runningReply, unusableReply } from './replies.js';

const signal: fc.Arbitrary<Signal> = fc.record({
  name: fc.constantFrom('SIGINT', 'SIGTERM', 'SIGHUP'),
  from: mostly(fc.constant('first request'), 6, fc.constant('start')),
  after: fc.oneof(fc.nat({ max: 2500 }), fc.nat({ max: 200 })),
  twice: fc.boolean(),
});

function scriptOf(format: Format): fc.Arbitrary<Reply[]> {
  const first = fc.array(anyReply(format), { maxLength: 4, size: 'max' });
  return fc.tuple(first, lastReply(format)).map(([replies, last]) => [...replies, last]);
}

function jobsOf(format: Format): fc.Arbitrary<Reply[][]> {
  const script = scriptOf(format);
  const others = fc.tuple(script, script);
  return weighted(
    [6, script.map((one) => [one])],
    [3, fc.array(script, { minLength: 2, maxLength: 3 })],
    // More than the gate asks about at a time.
    [1, others.map(([one, other]) => repeated(10, (job) => (job % 3 === 0 ? one : other)))],
  );
}

function repeated<T>(times: number, of: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, index) => of(index));
}

/** Any replies. The times are short, so that a case takes a few seconds at most. */
function anyCase(format: Format): fc.Arbitrary<Case> {
  return fc.record({
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
    repeatsIds: mostly(fc.constant(false), 8, fc.constant(true)),
    signal: mostly(fc.constant(undefined), 8, signal),
  });
}

/** Many jobs of an API that gives no usable answer, or none any more. */
function outage(format: Format): fc.Arbitrary<Case> {
  const replies = fc.tuple(fc.option(runningReply(format)), unusableReply(format));
  const script = replies.map(([first, last]) => (first === null ? [last] : [first, last]));
  return fc.tuple(anyCase(format), script, fc.constantFrom(1, 10, 40)).map(([rest, one, times]) => ({
    ...rest,
    jobs: repeated(times, () => one),
    timeout: 12_000,
    requestTimeout: Math.min(rest.requestTimeout, 1000),
    outageTolerance: Math.min(rest.outageTolerance, 2500),
  }));
}

/** A job that is invisible for long: the one case in which a gate has to wait for half a minute. */
function invisible(format: Format): fc.Arbitrary<Case> {
  const replies = fc.tuple(invisibleReply(format), fc.nat({ max: 9 }), lastReply(format));
  return fc.tuple(anyCase(format), replies).map(([rest, [missing, times, last]]) => ({
    ...rest,
    jobs: [[...repeated(times, () => missing), last]],
    timeout: 38_000,
    pollInterval: 4000,
  }));
}

/** The longest timeout of a short run, in milliseconds. */
const SHORT = 2500;

/** Every case of the fuzzer; in short runs those alone that last a few seconds. */
export function casesFor(run: 'short' | 'long'): fc.Arbitrary<Case> {
  return fc
    .noShrink(fc.constantFrom(...FORMATS))
    .chain((format) =>
      run === 'short'
        ? anyCase(format).map((fuzzed) => ({ ...fuzzed, timeout: Math.min(fuzzed.timeout, SHORT) }))
        : weighted([150, anyCase(format)], [12, outage(format)], [1, invisible(format)]),
    );
}
