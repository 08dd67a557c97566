import type { Secrets } from '../base/secrets.js';
import { parseProxyUrl } from '../http/proxy.js';

/** Where a proxy for https may be named, in the order in which `@actions/http-client` looks. Plain http is direct. */
const USED = ['https_proxy', 'HTTPS_PROXY'] as const;

/** Where else a password may stand. */
const UNUSED = ['http_proxy', 'HTTP_PROXY'] as const;

/**
 * Looks at the proxies that the environment names: their passwords become secrets before anything is sent or shown, and
 * the one that is used is written as a whole URL, since http-client takes `user:…` without a scheme for one.
 *
 * @returns a sentence where that one is no HTTP proxy's; what it holds is not shown, since it may be a password
 */
export function checkProxyEnvironment(environment: NodeJS.ProcessEnv, secrets: Secrets): string[] {
  for (const name of [...USED, ...UNUSED]) {
    for (const secret of proxyCredentials(parseProxyUrl(environment[name] ?? '')) ?? []) secrets.add(secret);
  }
  const used = USED.find((name) => (environment[name] ?? '') !== '');
  if (used === undefined) return [];
  const url = parseProxyUrl(environment[used] ?? '');
  if (url === undefined || proxyCredentials(url) === undefined) {
    return [`Environment variable ${used} is not the URL of an HTTP proxy: set it to http://host:port, or unset it.`];
  }
  environment[used] = url.href;
  return [];
}

/** The secrets in a proxy's URL, in the forms in which they are sent or may be quoted; `undefined` if it has odd ones. */
function proxyCredentials(url: URL | undefined): string[] | undefined {
  if (url === undefined) return [];
  const { username, password } = url;
  try {
    const decoded = decodeURIComponent(password);
    return password === '' ? [] : [password, decoded, `${decodeURIComponent(username)}:${decoded}`];
  } catch {
    // http-client would go without the proxy then, and not say so.
    return undefined;
  }
}
