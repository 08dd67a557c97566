/** What the environment says: what other tools leave there for us, proxies, and whether certificates are checked. */
import type { Secrets } from '../base/secrets.js';
import { isDirect, parseProxyUrl } from '../http/proxy.js';

/** Reads a variable without surrounding blanks; `''` where it is not set. */
export type ReadVariable = (name: string) => string;

/** The variables of one family of tools. */
interface Family {
  readonly tokens: readonly string[];
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
  readonly projectId: string;
  readonly region?: string;
}

/** In the order in which they are looked at: huaweicloud/auth-action, the SDKs, OpenStack clients and Terraform. */
export const FAMILIES: readonly Family[] = [
  {
    tokens: [],
    accessKey: 'HUAWEI_CLOUD_ACCESS_KEY_ID',
    secretKey: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
    projectId: 'HUAWEI_CLOUD_PROJECT_ID',
    region: 'HUAWEI_CLOUD_REGION',
  },
  {
    tokens: [],
    accessKey: 'HUAWEICLOUD_SDK_AK',
    secretKey: 'HUAWEICLOUD_SDK_SK',
    securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
    projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
  },
  {
    tokens: ['OS_AUTH_TOKEN', 'OS_TOKEN'],
    accessKey: 'OS_ACCESS_KEY',
    secretKey: 'OS_SECRET_KEY',
    securityToken: 'OS_SECURITY_TOKEN',
    projectId: 'OS_PROJECT_ID',
    region: 'OS_REGION_NAME',
  },
];

/** The variables that hold secrets, to be masked before anything is read from them. */
export const SECRET_VARIABLES: readonly string[] = FAMILIES.flatMap(({ tokens, secretKey, securityToken }) =>
  [...tokens, secretKey, securityToken ?? []].flat(),
);

/** The first of several variables that is set; `undefined` if none is. */
export function firstSet(
  names: readonly (string | undefined)[],
  read: ReadVariable,
): { readonly name: string; readonly value: string } | undefined {
  return names
    .filter((name) => name !== undefined)
    .map((name) => ({ name, value: read(name) }))
    .find(({ value }) => value !== '');
}

type Environment = Record<string, string | undefined>;

/** Where a proxy for https may be named, in the order in which `@actions/http-client` looks. Plain http is direct. */
const USED = ['https_proxy', 'HTTPS_PROXY'] as const;

/** Where else a password may stand. */
const UNUSED = ['http_proxy', 'HTTP_PROXY'] as const;

/** Makes secrets of the proxies' passwords, in the forms in which they are sent, before anything is sent or shown. */
export function addProxySecrets(environment: Environment, secrets: Secrets): void {
  for (const name of [...USED, ...UNUSED]) {
    for (const secret of credentialsOf(parseProxyUrl(environment[name] ?? '')) ?? []) secrets.add(secret);
  }
}

/**
 * Checks the proxy that requests go through, and writes it into the environment as a whole URL: http-client takes
 * `user:…` without a scheme for one.
 *
 * @param targets where requests go; a proxy that none of them goes through does not matter
 * @returns a sentence where it is no HTTP proxy's; what it holds is not shown, since it may be a password
 */
export function checkProxy(
  environment: Environment,
  targets: readonly URL[],
  isDirectTo: (target: URL) => boolean = isDirect,
): string[] {
  const name = USED.find((each) => (environment[each] ?? '') !== '');
  if (name === undefined) return [];
  const url = parseProxyUrl(environment[name] ?? '');
  if (url !== undefined && credentialsOf(url) !== undefined) {
    environment[name] = url.href;
    return [];
  }
  if (targets.every(isDirectTo)) return [];
  return [
    `Environment variable ${name} is not the URL of an HTTP proxy: set it to http://host:port, or unset it. Hosts in no_proxy go without it.`,
  ];
}

/** The secrets in a proxy's URL, in the forms in which they are sent or may be quoted; `undefined` if it has odd ones. */
function credentialsOf(url: URL | undefined): string[] | undefined {
  if (url === undefined) return [];
  const { username, password } = url;
  try {
    const decoded = decodeURIComponent(password);
    // Both together are sent in base64. They are no secret in clear: the user's name is none.
    const sent = Buffer.from(`${decodeURIComponent(username)}:${decoded}`).toString('base64');
    return password === '' ? [] : [password, decoded, sent];
  } catch {
    // http-client would go without the proxy then, and not say so.
    return undefined;
  }
}

/** Node's own switch for taking any certificate; it is a common "fix" in a workflow's `env`. */
const INSECURE_TLS = 'NODE_TLS_REJECT_UNAUTHORIZED';

/**
 * Takes Node's switch for taking any certificate out of the environment. No request of ours goes by it, but Node would
 * say on standard error that every connection is insecure.
 *
 * @returns the warning to show; `undefined` where the check of certificates is not turned off
 */
export function ignoreInsecureTls(environment: Environment): string | undefined {
  if (environment[INSECURE_TLS] !== '0') return undefined;
  Reflect.deleteProperty(environment, INSECURE_TLS);
  return `${INSECURE_TLS}=0 has no effect here: the gate checks every certificate. For a CA of your own, point NODE_EXTRA_CA_CERTS to its certificate, and remove ${INSECURE_TLS}.`;
}
