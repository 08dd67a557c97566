/** Where a reader finds help: the headings of `docs/troubleshooting.md`, and the words that lead there. */
import type { HelpTopic } from '../base/api-error.js';
import type { ReportContext } from './facts.js';

/** Each topic's heading in `docs/troubleshooting.md`, and what a report's headline says of it. */
const TOPICS: Readonly<Record<HelpTopic, readonly [heading: string, headline: string]>> = {
  usage: ['Nothing was sent', ''],
  token: ['The token is not accepted', 'the token is not accepted'],
  'access-key': ['The access key is not accepted', 'the access key is not accepted'],
  permission: [
    'The permission is missing, or the project is another',
    'a permission is missing, or the project is another',
  ],
  'id-token': ['Keyless: GitHub gives no token', 'there is no OIDC token'],
  exchange: ['Keyless: IAM or STS refuses', 'the OIDC token could not be exchanged'],
  'no-such-job': ['There is no such job', 'there is no such job'],
  'no-such-api': ['There is no such API', 'there is no such API'],
  redirect: ['The answer is a redirect', 'the answer is a redirect'],
  network: ['The host is not found or not reached', 'the API cannot be reached'],
  certificate: ['The certificate is not accepted', 'the certificate is not accepted'],
  proxy: ['The proxy gives no answer', 'the proxy gives no answer'],
  'proxy-credentials': ['The proxy wants credentials', 'the proxy wants credentials'],
  trouble: ['The API is in trouble', 'the API is in trouble'],
  throttled: ['The API is asked too often', 'the API is asked too often'],
  unusable: ['The answer is not usable', 'the answer is not usable'],
  failed: ['A job that failed', ''],
  'timed-out': ['It timed out', ''],
  'unknown-phase': ['Its phase is not known', ''],
  cancelled: ['It was cancelled', ''],
  internal: ['The gate itself', 'an internal error of the gate'],
};

/** Every topic. */
export const HELP_TOPICS: readonly HelpTopic[] = Object.keys(TOPICS).filter(isTopic);

/** What went wrong in a few words, to follow a colon; `''` where only the job itself can say. */
export function helpHeadline(topic: HelpTopic): string {
  return TOPICS[topic][1];
}

/** Where the heading is on its page, as GitHub names it: `the-token-is-not-accepted`. */
export function helpAnchor(topic: HelpTopic): string {
  return TOPICS[topic][0]
    .toLowerCase()
    .replace(/[^a-z\d -]/g, '')
    .replaceAll(' ', '-');
}

/** The URL where a topic is explained; `''` where there is no such page. */
export function helpUrl({ helpPage }: Pick<ReportContext, 'helpPage'>, topic: HelpTopic | undefined): string {
  return helpPage === '' || topic === undefined ? '' : `${helpPage}#${helpAnchor(topic)}`;
}

function isTopic(name: string): name is HelpTopic {
  return Object.hasOwn(TOPICS, name);
}
