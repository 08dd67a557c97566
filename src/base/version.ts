/** The version of package.json, which a test holds it to: a bundle cannot read that file at run time. */
export const VERSION = '0.1.0';

/** How the gate names itself to servers. */
export const USER_AGENT = `cloud-job-gate/${VERSION}`;
