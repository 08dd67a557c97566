/** What happened in a gate, as text: requests, replies and the ending, with times from the start. */
import { readingsOf } from './judge-reply.js';
import type { Observation } from './run-gate.js';

const LAST_LINES = 25;

/** The lines that tell what was seen of a gate. */
export function describeCourse(seen: Observation): string[] {
  const { exchanges, startedAt, endedAt, signalledAt, result, fuzzed } = seen;
  const since = (at: number): string => `${Math.round(at - startedAt)} ms`;
  const { outcome = 'none', phase = '', reason = '' } = result.outputs;
  return [
    ...exchanges.map(({ job, arrivedAt, sentAt, goneAt, reply }) => {
      const then = sentAt === undefined ? `gone at ${since(goneAt ?? endedAt)}` : `sent at ${since(sentAt)}`;
      const readings = readingsOf(reply, fuzzed).map((reading) => Object.values(reading).join(' '));
      return `${since(arrivedAt)}: job ${job ?? '(look-up)'}, ${then}: ${reply.status}, ${reply.framing.kind}: ${readings.join(' | ')}`;
    }),
    ...(signalledAt === undefined ? [] : [`signal at ${since(signalledAt)}`]),
    `ended at ${since(endedAt)}: exit status ${result.exitCode}, outcome ${outcome}, phase ${phase}, reason ${JSON.stringify(reason.slice(0, 300))}`,
    ...result.stdout
      .slice(-5000)
      .split('\n')
      .slice(-LAST_LINES)
      .map((line) => `  | ${line.slice(0, 300)}`),
  ];
}
