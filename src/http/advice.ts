/**
 * What a person can do about a response that is no job: one sentence each, and the topic of the page on troubleshooting. `{name}`
 * stands for a setting, as the host spells it, or for one of the facts in the context.
 */
import type { AuthMethod, HelpTopic } from '../base/api-error.js';
import { isSettingName, type NameSetting } from '../base/settings.js';

/** Where the request went, for advice that names it. */
export interface AdviceContext {
  /** The service's name for people, e.g. `CCE`. */
  readonly title: string;
  /** The permission that asking for a job needs; `''` where it is not known. */
  readonly permission: string;
  readonly host: string;
  /** The setting that the host comes from, as the host spells it, e.g. `endpoint`. */
  readonly setting: string;
  /** Whether a job is only found with the ID of what it belongs to. */
  readonly hasParent: boolean;
  /** How the gate authenticates. */
  readonly authMethod: AuthMethod;
  readonly nameOf: NameSetting;
}

/** Advice for credentials that are not accepted. */
const NOT_ACCEPTED: Readonly<Record<AuthMethod, string>> = {
  token:
    'The token is wrong or incomplete, has expired (it lives 24 hours) or was issued by another region: get a new one in the region that {setting} leads to.',
  'access-key':
    'Check {access_key} and {secret_key}, and {security_token} if they are temporary and may have expired. They are not tried again: five wrong tries lock a key for five minutes.',
  iam: 'A newly exchanged token was not accepted either: check that {iam_endpoint} and {endpoint} belong to one region, and that {project_id} is of it.',
  sts: 'A newly exchanged key was not accepted either: check that {sts_endpoint} and {endpoint} belong to one cloud, and that {project_id} is of the region.',
};

/** The same where the service says which of these it is. */
const EXPIRED_TOKEN =
  'The token has expired (it lives 24 hours), is incomplete, or was issued by another region: get a new one in the region that {setting} leads to, or pass {identity_provider}, with which the gate renews its own.';

/** Who has to be granted something. */
const GRANTEES: Readonly<Record<AuthMethod, string>> = {
  token: 'the user',
  'access-key': 'the owner of the access key',
  iam: 'the user group that the conversion rules of {identity_provider} lead to',
  sts: 'the agency that {agency_urn} names',
};

const REDIRECT =
  'Set {setting} to the URL that the service itself answers on: a redirect is never followed, since the credentials would travel with it.';

const STATUS_ADVICE: Readonly<Record<number, string>> = {
  400: 'Check {job_id} and {project_id}, and that {service} is the service that owns the job.',
  404: 'Check {job_id}, {project_id}, {service}, and {region} or {endpoint}. A service forgets a job some time after it has ended.',
  407: 'The proxy wants credentials: put them into https_proxy as http://user:password@host:port.',
  429: 'This project sends too many requests: raise {poll_interval}, or wait for fewer jobs at a time.',
};

const SERVER_TROUBLE = '{title} or its gateway is in trouble: run this again later, or raise {outage_tolerance}.';
const OTHER_STATUS = 'Check {service}, and {region} or {endpoint}.';

/** Advice for an error code of the API gateway, `APIG.nnnn` or `APIGW.nnnn`; undefined for a code without any. */
export function adviceForGatewayCode(code: string, context: AdviceContext): string | undefined {
  switch (/^APIGW?\.(\d{4})$/.exec(code)?.[1] ?? '') {
    case '0101':
      return fill(
        `{host} has no such API: check ${endpointSetting(context)} and its path, and that {service} is the service that owns the job.`,
        context,
      );
    case '0303':
      return 'The gateway refused the kind of authentication, or the clock of this machine is off by more than 15 minutes.';
    case '0301':
      return fill(NOT_ACCEPTED[context.authMethod], context);
    case '0307':
      return fill(context.authMethod === 'token' ? EXPIRED_TOKEN : NOT_ACCEPTED[context.authMethod], context);
    default:
      return undefined;
  }
}

/** Advice for an HTTP status. */
export function adviceForStatus(status: number, context: AdviceContext): string {
  return fill(templateForStatus(status, context), context);
}

function templateForStatus(status: number, { authMethod, permission, hasParent }: AdviceContext): string {
  if (status >= 300 && status < 400) return REDIRECT;
  if (status === 401) return NOT_ACCEPTED[authMethod];
  if (status === 403) {
    const what = permission === '' ? 'the permission to query jobs of {title}' : permission;
    return `Grant ${GRANTEES[authMethod]} ${what} in the project, and check that {project_id} is the project that owns the job.`;
  }
  const isTrouble = status >= 500 || status === 408 || status === 425;
  const template = STATUS_ADVICE[status] ?? (isTrouble ? SERVER_TROUBLE : OTHER_STATUS);
  return hasParent ? template.replace('{job_id}', '{job_id}, {parent_id}') : template;
}

/** Advice for an answer that does not look like the API's own. */
export const INTERLOPER_ADVICE =
  'Something between this machine and the API may have answered: check the endpoint, and the proxy that https_proxy and no_proxy lead to.';

/** Advice for a JSON object that is no job of the service's. */
export function adviceForAnotherForm(context: AdviceContext): string {
  return fill(
    `Check {service}, and ${endpointSetting(context)}: this is not how {title} answers about a job. If both are right, please report it with a log in which debugging is on.`,
    context,
  );
}

/** Advice for a 403 that comes with the policy's own words, encoded. */
export const ENCODED_MESSAGE_ADVICE =
  'The answer has an encoded_authorization_message, which an administrator can decode to see the policy that denied it.';

/** Whether a system or OpenSSL error code says that the server's certificate does not hold. */
export function isCertificateError(code: string): boolean {
  return /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/.test(
    code,
  );
}

/** Advice for a request that no answer came to, by the system's error code. */
export function adviceForNetworkError(code: string, context: AdviceContext): string {
  return fill(templateForNetworkError(code, endpointSetting(context)), context);
}

function templateForNetworkError(code: string, setting: string): string {
  if (isCertificateError(code)) return certificateTemplate(code, '{host}', setting);
  if (code.startsWith('PROXY_')) {
    const reason = code.slice('PROXY_'.length);
    if (isCertificateError(reason)) return certificateTemplate(reason, 'the proxy', 'https_proxy');
    return 'Check the proxy that https_proxy names, and that it lets this machine reach {host}; hosts in no_proxy go without it.';
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Check ${setting}, and that this machine can resolve the host name {host}.`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return `{host} does not speak TLS at this port, perhaps plain HTTP: check the port in ${setting}.`;
    case 'ECONNREFUSED':
      return `Nothing listens at {host}: check ${setting}, and the firewall in between.`;
    case 'TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'Check that this machine can reach {host}, directly or through https_proxy, and raise {request_timeout} if it is slow.';
    default:
      return 'Check the network between this machine and {host}, its proxy included.';
  }
}

/** Advice for a certificate that does not hold. Certificates are always checked: no setting turns that off. */
function certificateTemplate(code: string, host: string, setting: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid today: have it renewed, and check the clock of this machine.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate belongs to another host than ${host}: check the host name in ${setting}.`;
    default:
      return `This machine does not know who signed the certificate of ${host}: if that is a CA of your own, point NODE_EXTRA_CA_CERTS to its certificate.`;
  }
}

/** What decides about the host, for people: an endpoint is given as such, or by its region. */
function endpointSetting({ setting }: AdviceContext): string {
  return setting.endsWith('endpoint') ? '{region} or {setting}' : '{setting}';
}

/** Puts settings and facts into their places. */
function fill(template: string, context: AdviceContext): string {
  const { host, title, setting } = context;
  const facts: Readonly<Record<string, string>> = { host, title, setting };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    return isSettingName(name) ? context.nameOf(name) : (facts[name] ?? whole);
  });
}

const CREDENTIALS_TOPICS: Readonly<Record<AuthMethod, HelpTopic>> = {
  token: 'token',
  'access-key': 'access-key',
  iam: 'exchange',
  sts: 'exchange',
};

/** The topic of an error by its HTTP status and the service's error code. */
export function topicOfStatus(status: number, code: string, authMethod: AuthMethod): HelpTopic {
  if (status >= 300 && status < 400) return 'redirect';
  const gatewayCode = /^APIGW?\.(\d{4})$/.exec(code)?.[1];
  if (gatewayCode === '0101') return 'no-such-api';
  if (gatewayCode === '0301' || gatewayCode === '0303' || gatewayCode === '0307') return CREDENTIALS_TOPICS[authMethod];
  switch (status) {
    case 400:
    case 404:
      return 'no-such-job';
    case 401:
      return CREDENTIALS_TOPICS[authMethod];
    case 403:
      return 'permission';
    case 407:
      return 'proxy-credentials';
    case 429:
      return 'throttled';
    default:
      return status >= 500 || status === 408 || status === 425 ? 'trouble' : 'no-such-api';
  }
}

/** The topic of a request that no answer came to, by the system's error code; a proxy's begin with `PROXY_`. */
export function topicOfNetworkError(code: string): HelpTopic {
  if (code === 'PROXY_407') return 'proxy-credentials';
  if (isCertificateError(code.replace(/^PROXY_/, ''))) return 'certificate';
  return code.startsWith('PROXY_') ? 'proxy' : 'network';
}
