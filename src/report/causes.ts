/** The two kinds of bad news, in one sentence each: why a job failed, and what went wrong with a request. */
import type { ApiError } from '../base/api-error.js';
import type { RootCause } from '../engine/job.js';
import type { Style } from './style.js';
import { typeName } from './words.js';

/** How long a code or an ID may be. */
const LONGEST_CODE = 120;

/** A service's reason with its code; `''` where it gave neither. */
export function reasonText(reason: string, errorCode: string, style: Style): string {
  const words = style.quote(reason);
  const code = style.quote(errorCode, LONGEST_CODE);
  if (words === '') return code;
  // Asked of what is shown: a code beyond the cut of a long reason is still to be said.
  return code === '' || says(style, reason, errorCode) ? words : `${words} (${code})`;
}

/** Whether words, as they are shown, hold a code already. */
function says(style: Style, words: string, code: string): boolean {
  return style.plain(words).includes(style.plain(code, LONGEST_CODE));
}

/** Why a job failed, in the deepest failed job's own words: `InstallMaster failed: … (CCE.0350)`. */
export function causeSentence({ visit, reason, errorCode }: RootCause, style: Style): string {
  const subject = typeName(visit.job, style, visit.depth);
  if (style.quote(reason) !== '') return `${subject} failed: ${reasonText(reason, errorCode, style)}`;
  const code = style.quote(errorCode, LONGEST_CODE);
  return `${subject} failed: the API gives no reason${code === '' ? '' : ` (${code})`}`;
}

/** What went wrong with a request, as far as it is known: status, code, message, request ID, advice. */
export function faultSentence(fault: ApiError, style: Style): string {
  const advice = style.say(fault.advice);
  const facts = endSentence(faultFacts(fault, style));
  return advice === '' ? facts : `${facts} ${advice}`;
}

/** The same without the advice, for places that show it on its own. */
function faultFacts(fault: ApiError, style: Style): string {
  const { status, code, message, requestId } = fault;
  const words = style.quote(message);
  const saidStatus = status === undefined || words.includes(`HTTP ${status}`) ? '' : `HTTP ${status}`;
  const saidCode = says(style, message, code) ? '' : style.quote(code, LONGEST_CODE);
  const what = [saidStatus, saidCode].filter((word) => word !== '').join(' ');
  const sentence = [what, words].filter((word) => word !== '').join(': ') || 'no usable answer';
  const id = style.quote(requestId, LONGEST_CODE);
  return id === '' ? sentence : `${sentence} (request ID ${id})`;
}

/** The sentence with a full stop, unless it ends like a sentence already. */
export function endSentence(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
