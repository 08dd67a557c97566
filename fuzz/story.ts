/** What happened in a gate, as text: requests, replies and the ending, with times from the start. */
import { readingsOf } from './readings.js';
import type { Observation } from './run-gate.js';

const LAST_LINES = 25;

/** The lines that tell what was seen of a gate. */
export function describeCourse(seen: Observation): string[] {
  const { exchanges, startedAt, endedAt, signalledAt, result, fuzzed } = seen;
  const since = (at: number): string => `${Math.round(at - startedAt)} ms`;
  const { outcome = 'none', phase = '', reason = '' } = result.outputs;
  const polls = exchanges.map((exchange) => {
    const { job, arrivedAt, sentAt, goneAt, reply } = exchange;
    const then = sentAt === undefined ? `gone at ${since(goneAt ?? endedAt)}` : `sent at ${since(sentAt)}`;
    const readings = readingsOf(reply, fuzzed).map((reading) => Object.values(reading).join(' '));
    const what = `${reply.status}, ${reply.framing.kind}: ${readings.join(' | ')}`;
    return {
      what: `job ${job ?? '(look-up)'}: ${what}`,
      line: `${since(arrivedAt)}: job ${job ?? '(look-up)'}, ${then}: ${what}`,
    };
  });
  return [
    ...polls.flatMap(({ what, line }, index) => (isLikeBothBeside(polls, what, index) ? [] : [line])),
    ...(signalledAt === undefined ? [] : [`signal at ${since(signalledAt)}`]),
    `ended at ${since(endedAt)}: exit status ${result.exitCode}, outcome ${outcome}, phase ${phase}, reason ${JSON.stringify(reason.slice(0, 300))}`,
    ...result.stdout
      .slice(-5000)
      .split('\n')
      .slice(-LAST_LINES)
      .map((line) => `  | ${line.slice(0, 300)}`),
  ];
}

/** Whether the same poll of the same job came before and comes after, so that it need not be told. */
function isLikeBothBeside(polls: readonly { readonly what: string }[], what: string, index: number): boolean {
  const near = 12;
  const isSame = (poll: { readonly what: string }): boolean => poll.what === what;
  return (
    polls.slice(Math.max(0, index - near), index).some(isSame) && polls.slice(index + 1, index + 1 + near).some(isSame)
  );
}
