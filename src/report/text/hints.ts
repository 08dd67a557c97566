/** What to do about causes that every cloud knows. A hint is given only where the service's own words name the cause. */
import type { RootCause } from '../../engine/job.js';
import type { ReportContext } from '../context.js';
import type { Formatter } from './formatter.js';

const HINTS: readonly { readonly words: RegExp; readonly hint: string }[] = [
  {
    words: /quota|(?:number|maximum) of .{1,40} (?:is |has been |was )?(?:exceeded|reached)/i,
    hint: 'A quota of the project seems to be used up: delete what is no longer needed, or ask for a higher quota.',
  },
  {
    words:
      /\b(?:no|not enough|insufficient|too few) (?:free |available |private )*(?:ips?|(?:ip )?addresses|(?:ip )?address)\b|\baddress(?:es)? .{0,30}(?:exhausted|used up)/i,
    hint: 'The subnet seems to have too few free addresses: release some, or use a larger subnet.',
  },
  {
    words:
      /sold ?out|out of stock|no valid host|\b(?:insufficient|not enough) (?:capacity|resources?|inventory)|\bresources? (?:is |are )?(?:insufficient|exhausted)/i,
    hint: 'The cloud seems to be short of this kind of resource: try another flavor or availability zone, or try again later.',
  },
  {
    words:
      /unauthori[sz]ed|\bnot authori[sz]ed|\bforbidden\b|\b(?:access|permission) (?:is |was )?denied|\b(?:no|missing|insufficient) (?:permissions?|privileges?)\b|authori[sz]ation (?:failed|failure)/i,
    hint: 'A permission seems to be missing: check the policies and agencies of the account that started the job.',
  },
  {
    words:
      /no route to host|\bunreachable\b|connection (?:was |is )?(?:refused|reset|timed out)|\bi\/o timeout\b|no such host|name resolution|\bsecurity groups?\b/i,
    hint: 'A connection seems to have failed: check security groups, network ACLs, routes and name resolution there.',
  },
];

/** One sentence, plain text of the gate's own, on what to do about a root cause; `''` where its words name no cause. */
export function hintOf({ reason, errorCode }: RootCause, format: Formatter): string {
  const words = `${format.plain(reason)} ${format.plain(errorCode)}`;
  return HINTS.find((each) => each.words.test(words))?.hint ?? '';
}

/** What to do about a job that the deadline has cut off. */
export function timeoutHint({ nameOf }: ReportContext, format: Formatter): string {
  return `Look at the job in the console, or raise ${format.quote(nameOf('timeout'))} if it takes that long.`;
}
