/** The `reason` of a gate: that it says what broke, in the service's own words. */
import type { Reply } from './case.js';
import type { Finding } from './finding.js';
import { formatOf, type Format } from './formats.js';
import { readingsOf } from './readings.js';
import { at, isList, textOf, type Json } from './json.js';
import type { Observation } from './run-gate.js';

/** Words that a report shows as they are. */
const PLAIN = /^[a-z][a-z ]{2,40}$/i;

/** What a gate's reason has to have and has not. Only gates of one job are looked at. */
export function reasonProblems(seen: Observation): Finding[] {
  const { reason = '', outcome = '' } = seen.result.outputs;
  if (seen.fuzzed.jobs.length > 1) return [];
  const wanted = wantedIn(outcome, seen)?.trim();
  if (wanted === undefined || !PLAIN.test(wanted) || reason.includes(wanted)) return [];
  return [{ rule: 'reason', text: `${JSON.stringify(reason.slice(0, 300))} does not say ${JSON.stringify(wanted)}` }];
}

function wantedIn(outcome: string, seen: Observation): string | undefined {
  if (outcome === 'failed')
    return firstCause(
      lastReply(seen, (reading) => reading.startsWith('job') && FAILED.test(reading)),
      seen,
    );
  if (outcome === 'timed-out')
    return rawWord(
      lastReply(seen, (reading) => reading.startsWith('job')),
      seen,
    );
  return undefined;
}

const FAILED = /Failed|true/;

/** The last reply that was sent to its end and has but one reading, and that of a kind. */
function lastReply({ exchanges, fuzzed }: Observation, isOfKind: (reading: string) => boolean): Reply | undefined {
  const replies = exchanges.flatMap(({ job, sentAt, reply }) =>
    job === undefined || sentAt === undefined ? [] : [reply],
  );
  return replies.findLast((reply) => {
    const readings = readingsOf(reply, fuzzed).map((reading) => Object.values(reading).join(' '));
    return readings.length === 1 && readings.some(isOfKind);
  });
}

/** The status word of a job that is in no known phase. */
function rawWord(reply: Reply | undefined, { fuzzed }: Observation): string | undefined {
  if (reply?.body.kind !== 'json') return undefined;
  const { shape, words } = formatOf(fuzzed.service);
  const word = textOf(at(reply.body.value, [...shape.root, ...shape.wordIn, shape.word]));
  const known = Object.values(words).flat();
  return word === undefined || known.includes(word.trim().toLowerCase()) ? undefined : word;
}

interface Cause {
  readonly depth: number;
  readonly words: string | undefined;
}

/** What the deepest failed job or sub-job says of itself; of equally deep ones the first. */
function firstCause(reply: Reply | undefined, { fuzzed }: Observation): string | undefined {
  if (reply?.body.kind !== 'json') return undefined;
  const format = formatOf(fuzzed.service);
  const job = at(reply.body.value, format.shape.root);
  const causes = job === undefined ? [] : causesIn(job, format, 0);
  const deepest = Math.max(...causes.map(({ depth }) => depth));
  return causes.find(({ depth }) => depth === deepest)?.words;
}

function causesIn(job: Json, format: Format, depth: number): Cause[] {
  const { shape, words } = format;
  const below = shape.places
    .filter(({ documented }) => documented)
    .flatMap(({ path }) => {
      const list = at(job, path);
      return isList(list) ? list.flatMap((each) => causesIn(each, format, depth + 1)) : [];
    });
  if (below.length > 0) return below;
  const word = textOf(at(job, [...shape.wordIn, shape.word]))
    ?.trim()
    .toLowerCase();
  return word !== undefined && words.Failed.includes(word) ? [{ depth, words: textOf(at(job, shape.reason)) }] : [];
}
