/** What `docs/troubleshooting.md` helps with: each topic, its heading there, and what a report's headline says of it. */
const TOPICS = {
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
} as const;

/** What a reader may need help with. */
export type HelpTopic = keyof typeof TOPICS;

/** Every topic. */
export const HELP_TOPICS: readonly HelpTopic[] = Object.keys(TOPICS).filter(isTopic);

/** The heading in `docs/troubleshooting.md` that belongs to a topic. */
function helpHeading(topic: HelpTopic): string {
  return TOPICS[topic][0];
}

/** What went wrong in a few words, to follow a colon; `''` where only the job itself can say. */
export function helpHeadline(topic: HelpTopic): string {
  return TOPICS[topic][1];
}

/** Where the heading is on its page, as GitHub names it: `the-token-is-not-accepted`. */
export function helpAnchor(topic: HelpTopic): string {
  return helpHeading(topic)
    .toLowerCase()
    .replace(/[^a-z\d -]/g, '')
    .replaceAll(' ', '-');
}

function isTopic(name: string): name is HelpTopic {
  return Object.hasOwn(TOPICS, name);
}
