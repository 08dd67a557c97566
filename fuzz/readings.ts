/** What a reply that the server sent means, by "HTTP answers" in docs/behaviour.md: all that a gate may take it for. */
import { FRAMINGS, isOneOf, type Body, type Case, type Framing, type Reply } from './case.js';
import { formatOf, type Format } from './formats.js';
import { opinionsOf, type Opinion } from './opinions.js';
import { at, isList, isObject, repeatsName, textOf, type Json } from './json.js';
import { withoutContent } from './wire.js';

export type Reading =
  | Opinion
  /** No such job. */
  | { readonly kind: 'missing' }
  /** Asked no more: the gate ends with `error`; for wrong credentials whatever other jobs do. */
  | { readonly kind: 'refused'; readonly credentials: boolean }
  /** Not before so many milliseconds have gone by; that wait is no outage. */
  | { readonly kind: 'throttled'; readonly wait: number };

const UNUSABLE: Reading = { kind: 'unusable' };

/** At most so long does the gate wait in one go, in milliseconds, whatever a service says. */
const MAX_RETRY_AFTER_MS = 300_000;

/** All readings that are allowed of a reply that was sent to its end. */
export function readingsOf(reply: Reply, { service, auth }: Pick<Case, 'service' | 'auth'>): Reading[] {
  const arrives = arrivalOf(reply);
  if (arrives === 'never') return [UNUSABLE];
  const read = statusReadings(reply, formatOf(service), auth);
  return unique(arrives === 'perhaps' ? [...read, UNUSABLE] : read);
}

/** Whether a client that keeps to HTTP has the reply. A head alone has a status, which may be enough for the gate. */
function arrivalOf(reply: Reply): 'surely' | 'perhaps' | 'never' {
  const {
    framing: { kind },
    status,
    body,
  } = reply;
  if (isOneOf(FRAMINGS.SILENT, kind)) return 'never';
  if (isOneOf(FRAMINGS.DOUBTFUL, kind)) return 'perhaps';
  if (isWhole(kind)) return body.kind === 'json' && body.spelling === 'over 16 MiB' ? 'perhaps' : 'surely';
  if (withoutContent(status) || isCutToSize(reply)) return 'perhaps';
  return status >= 200 && status < 300 ? 'never' : 'perhaps';
}

/** Whether a length that is too short leaves out blanks alone, of a body that they have made too large. */
function isCutToSize({ framing: { kind }, body }: Reply): boolean {
  return kind === 'short length' && body.kind === 'json' && body.spelling === 'over 16 MiB';
}

function isWhole(kind: Framing['kind']): boolean {
  return isOneOf(FRAMINGS.WHOLE, kind) || kind === 'late' || kind === 'slow';
}

function statusReadings(reply: Reply, format: Format, auth: Case['auth']): Reading[] {
  const { status } = reply;
  const codes = codesOf(reply.body);
  // The same code from a service whose reference does not have it, or where no code belongs, may be read or not.
  const gone: Reading[] = hidesCode(reply.body) || codes.some(isGoneSomewhere) ? [{ kind: 'missing' }] : [];
  if (status >= 200 && status < 300) return [...goodReadings(reply, format), ...gone];
  const usual = usualReadings(reply, codes, auth);
  if (!codes.some((code) => format.gone.includes(code))) return [...usual, ...gone];
  // A code by which the service says that there is no such job outweighs the status, but perhaps for one about
  // credentials, and for a redirection, which is another's answer.
  const plain = (status < 300 || status >= 400) && status !== 401 && status !== 403;
  const clear = plain && codes.length === 1 && usual.length === 1 && isIntact(reply);
  return clear ? gone : [...usual, ...gone];
}

function goodReadings(reply: Reply, format: Format): Reading[] {
  const { body, status } = reply;
  if (withoutContent(status) || body.kind === 'text') return [UNUSABLE];
  if (!isWellSpelt(body) && !isCutToSize(reply)) return [UNUSABLE];
  const read: Reading[] = opinionsOf(body.value, format);
  // Nobody asked for a part, nothing was reset; a mark before JSON is not JSON, though most readers pass over it.
  const odd = status === 205 || status === 206 || body.spelling === 'byte-order mark';
  return odd ? [...read, UNUSABLE] : read;
}

function usualReadings(reply: Reply, codes: readonly string[], auth: Case['auth']): Reading[] {
  const { body, status, skew } = reply;
  const hidden = hidesCode(body);
  // A clock that is wrong is corrected, and the request signed once more, at once.
  const unauthorized = status === 401 && Math.abs(skew) > 290_000;
  const skewed = auth === 'access key' && (unauthorized || hidden || codes.includes('APIG.0303'));
  // A name that stands twice makes an answer unusable; whether that holds for errors is left open.
  const twofold = body.kind === 'json' && repeatsName(body.value);
  return unique([
    ...plainReadings(reply, codes),
    ...(twofold ? plainReadings(reply, []) : []),
    ...(hidden ? plainReadings(reply, [...codes, 'APIG.0101']) : []),
    ...(skewed || twofold ? [UNUSABLE] : []),
  ]);
}

function unique(readings: readonly Reading[]): Reading[] {
  return [...new Map(readings.map((reading) => [JSON.stringify(reading), reading])).values()];
}

function plainReadings(reply: Reply, codes: readonly string[]): Reading[] {
  const { status, retryAfter } = reply;
  const refused: Reading = { kind: 'refused', credentials: status === 401 || status === 403 };
  if (status === 429 || status === 503) {
    const waits = waitsOf(retryAfter, reply.skew);
    return waits.length === 0 ? [UNUSABLE] : waits.map((wait) => ({ kind: 'throttled', wait }));
  }
  if (status >= 500 || status === 408 || status === 425) return [UNUSABLE];
  if (status !== 404) return [refused];
  const missing: Reading = { kind: 'missing' };
  const gateway = codes.filter(isGateways).length;
  if (gateway === 0) return isIntact(reply) || codes.length > 0 ? [missing] : [missing, refused];
  return gateway === codes.length && isIntact(reply) ? [refused] : [missing, refused];
}

/** How long a `Retry-After` asks to wait, in milliseconds; a date by the server's clock or by one's own. */
function waitsOf(retryAfter: Reply['retryAfter'], skew: number): number[] {
  if (retryAfter === undefined || retryAfter.kind === 'nonsense') return [];
  if (retryAfter.kind === 'seconds') return [Math.min(retryAfter.seconds * 1000, MAX_RETRY_AFTER_MS)];
  // A date has whole seconds, so that it may lie up to one second earlier.
  const waits = [retryAfter.inMs - 1000, retryAfter.inMs - skew - 1000];
  return [...new Set(waits.map((wait) => Math.min(Math.max(0, wait), MAX_RETRY_AFTER_MS)))];
}

function isGateways(code: string): boolean {
  return /^APIGW?\./.test(code);
}

function isGoneSomewhere(code: string): boolean {
  return ['Common.0011', 'DBS.200543', 'DCS.4133'].includes(code);
}

/** Whether a client has the whole body, and it is what it is meant to be. */
function isIntact(reply: Reply): boolean {
  return isWhole(reply.framing.kind) && (reply.body.kind === 'text' || isWellSpelt(reply.body));
}

function isWellSpelt(body: Extract<Body, { kind: 'json' }>): boolean {
  return ['plain', 'spaced', 'called HTML', 'byte-order mark'].includes(body.spelling);
}

/** What stands where the error families have their codes: at the top, or in `error`. */
function codesOf(body: Body): string[] {
  if (body.kind !== 'json') return [];
  return [body.value, at(body.value, ['error'])].flatMap((holder) => (isObject(holder) ? codesIn(holder, false) : []));
}

/** Whether a code stands anywhere else, where a gate may see one and may not. */
function hidesCode(body: Body): boolean {
  return body.kind === 'json' && codesIn(body.value, true).length > codesOf(body).length;
}

function codesIn(value: Json, atAnyDepth: boolean): string[] {
  if (isList(value)) return atAnyDepth ? value.flatMap((each) => codesIn(each, true)) : [];
  if (!isObject(value)) return [];
  return value.members.flatMap(([name, of]) => {
    const code = /^(?:err(?:or)?_?)?code$/i.test(name) ? textOf(of) : undefined;
    if (code !== undefined) return [code];
    return atAnyDepth ? codesIn(of, true) : [];
  });
}
