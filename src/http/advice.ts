import type { AuthMethod } from '../base/api-error.js';

/** Where the request went, for advice that names it. */
export interface AdviceContext {
  /** The service's name for people, e.g. `CCE`. */
  readonly title: string;
  /** The permission that asking for a job needs; `''` where it is not known. */
  readonly permission: string;
  readonly host: string;
  /** The setting that the host comes from, e.g. `endpoint`. */
  readonly input: string;
  /** How the gate authenticates. */
  readonly authMethod: AuthMethod;
}

/** Advice for credentials that are not accepted. */
const NOT_ACCEPTED: Readonly<Record<AuthMethod, string>> = {
  token:
    'The token is wrong, has expired (it lives 24 hours) or was issued by another region than the one that is asked: get a new one there.',
  'access-key':
    'Check access_key and secret_key, and security_token if they are temporary and may have expired. They are not tried again: five wrong tries lock a key for five minutes.',
  iam: 'A newly exchanged token was not accepted either: check that iam_endpoint and endpoint belong to one region, and that project_id is of it.',
  sts: 'A newly exchanged key was not accepted either: check that sts_endpoint and endpoint belong to one cloud, and that project_id is of the region.',
};

/** Who has to be granted something. */
const GRANTEES: Readonly<Record<AuthMethod, string>> = {
  token: 'the user',
  'access-key': 'the owner of the access key',
  iam: 'the user group that the conversion rules of identity_provider lead to',
  sts: 'the agency that agency_urn names',
};

/** Advice for an error code of the API gateway, `APIG.nnnn` or `APIGW.nnnn`; undefined for a code without any. */
export function adviceForGatewayCode(code: string, context: AdviceContext): string | undefined {
  switch (/^APIGW?\.(\d{4})$/.exec(code)?.[1] ?? '') {
    case '0101':
      return `${context.host} has no such API: check ${settingOf(context)} and its path, and that service is the one that the job belongs to.`;
    case '0303':
      return 'The gateway refused the kind of authentication, or the clock of the runner is off by more than 15 minutes.';
    case '0301':
    case '0307':
      return NOT_ACCEPTED[context.authMethod];
    default:
      return undefined;
  }
}

/** Advice for an HTTP status. */
export function adviceForStatus(status: number, context: AdviceContext): string {
  if (status >= 300 && status < 400) {
    return `Set ${context.input} to the URL that the service itself answers on: a redirect is never followed, since the credentials would travel with it.`;
  }
  switch (status) {
    case 400:
      return 'Check job_id and project_id, and that service is the one that the job belongs to.';
    case 401:
      return NOT_ACCEPTED[context.authMethod];
    case 403:
      return `Grant ${GRANTEES[context.authMethod]} ${context.permission || `the permission to query jobs of ${context.title}`} in the project, and check that project_id is the project that owns the job.`;
    case 404:
      return `Check job_id, project_id, service, and region or endpoint; a service forgets a job some time after it has ended.`;
    case 407:
      return 'The proxy wants credentials: put them into https_proxy as http://user:password@host:port.';
    case 429:
      return 'The API is asked too often by this project: raise poll_interval, or gate fewer jobs at a time.';
    default:
      return status >= 500 || status === 408 || status === 425
        ? `${context.title} or its gateway is in trouble: run the workflow again later, or raise outage_tolerance.`
        : 'Check service, and region or endpoint.';
  }
}

/** Advice for an answer that does not look like the API's own. */
export const INTERLOPER_ADVICE =
  'Something between the runner and the API may have answered: check endpoint, and the proxy that https_proxy and no_proxy lead to.';

/** Advice for a 403 that comes with the policy's own words, encoded. */
export const ENCODED_MESSAGE_ADVICE =
  'The answer has an encoded_authorization_message, which an administrator can decode to see the policy that denied it.';

/** What decides about the host, for people: an endpoint is given as such, or by its region. */
function settingOf({ input }: AdviceContext): string {
  return input.endsWith('endpoint') ? `region or ${input}` : input;
}

/** Whether a system or OpenSSL error code says that the server's certificate does not hold. */
export function isCertificateError(code: string): boolean {
  return /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/.test(
    code,
  );
}

/** Advice for a certificate that does not hold. Certificates are always checked: there is no input to turn that off. */
function adviceForCertificate(code: string, host: string, setting: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid today: have it renewed, and check the clock of the runner.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate belongs to another host than ${host}: check the host name in ${setting}.`;
    default:
      return `The runner does not know who signed the certificate of ${host}: if that is a CA of your own, point NODE_EXTRA_CA_CERTS to its certificate.`;
  }
}

/** Advice for a request that no answer came to, by the system's error code. */
export function adviceForNetworkError(code: string, context: AdviceContext): string {
  if (isCertificateError(code)) return adviceForCertificate(code, context.host, settingOf(context));
  if (code.startsWith('PROXY_')) {
    const reason = code.slice('PROXY_'.length);
    if (isCertificateError(reason)) return adviceForCertificate(reason, 'the proxy', 'https_proxy');
    return `Check the proxy that https_proxy names, and that it lets the runner reach ${context.host}; hosts in no_proxy go without it.`;
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Check ${settingOf(context)}, and that the runner can resolve the host name ${context.host}.`;
    case 'ECONNREFUSED':
      return `Nothing listens at ${context.host}: check ${settingOf(context)}, and the firewall in between.`;
    case 'TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `Check that the runner can reach ${context.host}, directly or through https_proxy, and raise request_timeout if it is slow.`;
    default:
      return `Check the network between the runner and ${context.host}, its proxy included.`;
  }
}
