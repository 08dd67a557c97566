import type { IncomingHttpHeaders } from 'node:http';

/**
 * How long an answer asks to be left alone (RFC 9110, 10.2.3): seconds, or a date, which is read against the server's
 * own `Date` where there is one, so that a runner's wrong clock does no harm.
 *
 * @param wallTime milliseconds since the epoch
 * @returns milliseconds, more than zero; `undefined` for none, for garbage, and for a date that has passed
 */
export function retryAfterMs(headers: IncomingHttpHeaders, wallTime: number): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : dateOf(value) - (dateOf(headers.date) || wallTime);
  return milliseconds > 0 && Number.isFinite(milliseconds) ? milliseconds : undefined;
}

/** An HTTP date in milliseconds since the epoch; NaN for anything else, e.g. for a bare year, which Date.parse takes. */
export function dateOf(text: string | undefined): number {
  return text !== undefined && /^[A-Za-z]{3,9}, /.test(text) ? Date.parse(text) : Number.NaN;
}
