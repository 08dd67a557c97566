import type { Secrets } from '../base/secrets.js';
import { parseProxyUrl } from '../http/proxy.js';

/** Where a proxy may be named, in the order in which `@actions/http-client` looks. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/**
 * Looks at the proxies that the environment names: their passwords become secrets before anything is sent or shown.
 *
 * @returns a sentence for each variable that is no URL of an HTTP proxy; what it holds is not shown, since it may be a password
 */
export function checkProxyEnvironment(environment: NodeJS.ProcessEnv, secrets: Secrets): string[] {
  return VARIABLES.flatMap((name) => {
    const value = environment[name] ?? '';
    if (value === '') return [];
    const credentials = proxyCredentials(value);
    if (credentials === undefined) {
      return [`Environment variable ${name} is not the URL of a proxy: set it to http://host:port, or unset it.`];
    }
    for (const secret of credentials) secrets.add(secret);
    return [];
  });
}

/** The secrets in a proxy's URL, in the forms in which they are sent or may be quoted; `undefined` if it is no URL. */
function proxyCredentials(value: string): string[] | undefined {
  const url = parseProxyUrl(value);
  if (url === undefined) return undefined;
  const { username, password } = url;
  try {
    const decoded = decodeURIComponent(password);
    return password === '' ? [] : [password, decoded, `${decodeURIComponent(username)}:${decoded}`];
  } catch {
    // http-client would go without the proxy then, and not say so.
    return undefined;
  }
}
