/** URLs: what may become a part of one, and which hosts are this machine. */

/** A path below a base URL, which may have a path of its own. */
export function joinPath(base: URL, path: string): URL {
  return new URL(base.href.replace(/\/$/, '') + path);
}

/** Whether a host is this machine: localhost, 127.0.0.0/8 or [::1], as a parsed URL writes them. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

const ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Whether a text can be a job's or a project's ID, which become part of a path as they are. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** What such an ID looks like. */
export const ID_SYNTAX = 'letters, digits, - and _, 128 at most';
