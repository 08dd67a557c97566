import type { Problems } from './problems.js';

/** Stands for a URL that was refused, and is never asked. */
export const NOWHERE = new URL('https://invalid');

/**
 * The base URL of a service: `https` only, plain `http` for loopback hosts alone; no user info, query or fragment.
 *
 * @param name the input that it comes from
 * @param wanted what to pass instead, for the sentence that refuses it
 */
export function parseEndpoint(name: string, text: string, wanted: string, problems: Problems): URL {
  if (!URL.canParse(text)) {
    // What cannot be parsed cannot be searched for a password either, but it is shown where there can be none.
    if (text.includes('@')) problems.add(`input ${name} is not a URL: ${wanted}.`);
    else problems.refuse(`input ${name}`, text, `${wanted}.`);
    return NOWHERE;
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    problems.add(
      `input ${name} has user info, a query or a fragment: ${wanted}, and the credentials as inputs of their own.`,
    );
  } else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    problems.refuse(
      `input ${name}`,
      text,
      `only https keeps the credentials secret (http is for loopback hosts alone): ${wanted}.`,
    );
  }
  return url;
}

/** A path below a base URL, which may have a path of its own. */
export function below(base: URL, path: string): URL {
  return new URL(base.href.replace(/\/$/, '') + path);
}

/** Whether a host is this machine: localhost, 127.0.0.0/8 or [::1], as a parsed URL writes them. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
