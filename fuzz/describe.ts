/** A case as text: inputs, and every reply in one line. */
import type { Body, Case, Reply } from './case.js';
import { isList, isObject, render, type Json } from './json.js';

/** The lines that tell a case. */
export function describeCase(fuzzed: Case): string[] {
  const { service, jobs, lookUp, signal, timeout, requestTimeout, outageTolerance, pollInterval } = fuzzed;
  const inputs = [
    `service ${service}, ${fuzzed.auth}, fail_fast ${fuzzed.failFast}, timeout ${timeout}, request_timeout ${requestTimeout}`,
    `outage_tolerance ${outageTolerance}, poll_interval ${pollInterval}${fuzzed.debug ? ', debug' : ''}${fuzzed.repeatsIds ? ', each ID twice' : ''}`,
  ];
  const sent = signal && `${signal.name}${signal.twice ? ' twice' : ''} ${signal.after} ms after the ${signal.from}`;
  return [
    inputs.join(', '),
    ...(sent === undefined ? [] : [sent]),
    ...jobs.flatMap((script, job) => describeScript(script, job, jobs.indexOf(script))),
    `look-ups: ${describeReply(lookUp)}`,
  ];
}

function describeScript(script: readonly Reply[], job: number, first: number): string[] {
  if (first < job) return [`job ${job}: as job ${first}`];
  return script.map((reply, turn) => `job ${job}, reply ${turn}: ${describeReply(reply)}`);
}

/** A reply in one line. */
function describeReply({ status, retryAfter, location, skew, requestId, framing, body }: Reply): string {
  const { kind, ...how } = framing;
  return [
    String(status),
    kind === 'length' ? '' : `${kind}${Object.keys(how).length > 0 ? ` ${JSON.stringify(how)}` : ''}`,
    retryAfter === undefined ? '' : `Retry-After ${JSON.stringify(retryAfter)}`,
    location === undefined ? '' : `Location ${JSON.stringify(location)}`,
    skew === 0 ? '' : `Date off by ${skew} ms`,
    requestId === undefined ? '' : `X-Request-Id ${JSON.stringify(requestId)}`,
    describeBody(body),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** So many characters of a document are shown, from its beginning and end. */
const LONGEST = 8000;

function describeBody(body: Body): string {
  if (body.kind === 'text') return `text ${JSON.stringify(body.text)}`;
  const text = render(shortened(body.value), '@asked');
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}` : text;
  return body.spelling === 'plain' ? cut : `${body.spelling}: ${cut}`;
}

/** With long strings said in short. */
function shortened(value: Json): Json {
  if (isList(value)) return value.map(shortened);
  if (isObject(value))
    return { members: value.members.map(([name, of, escaped]) => [name, shortened(of), escaped ?? false]) };
  return typeof value === 'object' && value !== null && 'repeat' in value
    ? `${value.times} × ${JSON.stringify(value.repeat)}`
    : value;
}
