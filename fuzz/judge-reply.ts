/** What a reply that the server sent means, by "HTTP answers" in docs/behaviour.md: all that a gate may take it for. */
import { FRAMINGS, isOneOf, type Body, type Case, type Framing, type Reply } from './case.js';
import { formatOf, type Format } from './formats.js';
import { opinionsOf, type Opinion } from './judge-document.js';
import { isList, isObject, repeatsName, textOf, type Json } from './json.js';
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
const LONGEST_RETRY_AFTER = 300_000;

/** All readings that are allowed of a reply that was sent to its end. */
export function readingsOf(reply: Reply, { service, auth }: Pick<Case, 'service' | 'auth'>): Reading[] {
  const arrives = arrivalOf(reply);
  if (arrives === 'never') return [UNUSABLE];
  const read = statusReadings(reply, formatOf(service), auth);
  return arrives === 'perhaps' ? [...read, UNUSABLE] : read;
}

/** Whether a client that keeps to HTTP has the reply. A head alone has a status, which may be enough for the gate. */
function arrivalOf({ framing: { kind }, status, body }: Reply): 'surely' | 'perhaps' | 'never' {
  if (isOneOf(FRAMINGS.SILENT, kind)) return 'never';
  if (isOneOf(FRAMINGS.DOUBTFUL, kind)) return 'perhaps';
  if (isWhole(kind)) return body.kind === 'json' && body.spelling === 'over 16 MiB' ? 'perhaps' : 'surely';
  if (withoutContent(status)) return 'perhaps';
  return status >= 200 && status < 300 ? 'never' : 'perhaps';
}

function isWhole(kind: Framing['kind']): boolean {
  return isOneOf(FRAMINGS.WHOLE, kind) || kind === 'late' || kind === 'slow';
}

function statusReadings(reply: Reply, format: Format, auth: Case['auth']): Reading[] {
  const { status } = reply;
  const codes = codesOf(reply.body);
  const usual = usualReadings(reply, codes, auth);
  if (status >= 200 && status < 300) return goodReadings(reply, format, codes);
  // A code by which the service says that there is no such job outweighs the status, but perhaps for one
  // about credentials, and for a redirection, which is another's answer.
  if (codes.some((code) => format.gone.includes(code))) {
    const redirected = status >= 300 && status < 400;
    const plain = !redirected && status !== 401 && status !== 403;
    const clear = plain && codes.length === 1 && usual.length === 1 && isIntact(reply);
    return clear ? [{ kind: 'missing' }] : [...usual, { kind: 'missing' }];
  }
  // The same code from a service whose reference does not have it, or in a body that cannot be read to its end.
  return codes.some(isGoneSomewhere) ? [...usual, { kind: 'missing' }] : usual;
}

function goodReadings(reply: Reply, format: Format, codes: readonly string[]): Reading[] {
  const gone: Reading[] = codes.some(isGoneSomewhere) ? [{ kind: 'missing' }] : [];
  if (withoutContent(reply.status) || reply.body.kind === 'text' || !isWellSpelt(reply.body))
    return [UNUSABLE, ...gone];
  const read: Reading[] = opinionsOf(reply.body.value, format);
  // Nobody asked for a part, nothing was reset; a mark before JSON is not JSON, though most readers pass over it.
  const odd = reply.status === 205 || reply.status === 206 || reply.body.spelling === 'byte-order mark';
  return odd ? [...read, ...gone, UNUSABLE] : [...read, ...gone];
}

function usualReadings(reply: Reply, codes: readonly string[], auth: Case['auth']): Reading[] {
  // A clock that is wrong is corrected, and the request signed once more, at once.
  const unauthorized = reply.status === 401 && Math.abs(reply.skew) > 290_000;
  const skewed = auth === 'access key' && (unauthorized || codes.includes('APIG.0303'));
  // A name that stands twice makes an answer unusable; whether that holds for errors is left open.
  const twofold = reply.body.kind === 'json' && repeatsName(reply.body.value);
  const unread = twofold ? plainReadings(reply, []) : [];
  return [...plainReadings(reply, codes), ...unread, ...(skewed || twofold ? [UNUSABLE] : [])];
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
  if (retryAfter.kind === 'seconds') return [Math.min(retryAfter.seconds * 1000, LONGEST_RETRY_AFTER)];
  // A date has whole seconds, so that it may lie up to one second earlier.
  const waits = [retryAfter.inMs - 1000, retryAfter.inMs - skew - 1000];
  return [...new Set(waits.map((wait) => Math.min(Math.max(0, wait), LONGEST_RETRY_AFTER)))];
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

/** Every text that stands where one of the error families has its code, wherever in the body. */
function codesOf(body: Body): string[] {
  return body.kind === 'json' ? codesIn(body.value) : [];
}

function codesIn(value: Json): string[] {
  if (isList(value)) return value.flatMap(codesIn);
  if (!isObject(value)) return [];
  return value.members.flatMap(([name, of]) => {
    const code = /^(?:err(?:or)?_?)?code$/i.test(name) ? textOf(of) : undefined;
    return code === undefined ? codesIn(of) : [code];
  });
}
