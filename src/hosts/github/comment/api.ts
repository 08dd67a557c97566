/** The calls of GitHub's REST API that a comment takes, over the same transport as everything else. */
import { isJsonObject, type JsonObject, objectAt, textAt } from '../../../base/json.js';
import type { HttpRequest, HttpResult, Transport } from '../../../http/transport.js';

/** A comment of a pull request. */
export interface IssueComment {
  readonly id: number;
  readonly body: string;
  /** Where people see it. */
  readonly url: string;
  /** The login of whoever wrote it. */
  readonly author: string;
  /** Whether that is an app, as `github-actions` is one, and no person. */
  readonly isBot: boolean;
}

/** The comments of one pull request. Every call rejects with a {@link CommentError} if it does not succeed. */
export interface CommentApi {
  readonly list: () => Promise<IssueComment[]>;
  /** The login of the person whose token this is; `''` where it is an app's. */
  readonly user: () => Promise<string>;
  readonly create: (body: string) => Promise<IssueComment>;
  /** @returns `undefined` where the comment is gone */
  readonly update: (id: number, body: string) => Promise<IssueComment | undefined>;
  /** Succeeds too where the comment is gone. */
  readonly remove: (id: number) => Promise<void>;
}

/** A call that did not succeed. The message says why, and what to do about it; it may hold GitHub's own words. */
export class CommentError extends Error {
  override readonly name = 'CommentError';
}

/** Which pull request, where, and with whose token. */
export interface CommentTarget {
  /** e.g. `https://api.github.com`. */
  readonly apiUrl: URL;
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: number;
  readonly token: string;
}

/** Wall clock for one request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;

const PAGE_SIZE = 100;

/** More comments than GitHub allows for one pull request. */
const MAX_PAGES = 50;

/** @param signal ends the request that is under way, and every later one at once */
export function commentApi(target: CommentTarget, transport: Transport, signal: AbortSignal): CommentApi {
  const { apiUrl, repository, pullRequest, token } = target;
  const root = apiUrl.href.replace(/\/$/, '');
  const base = `${root}/repos/${repository}/issues`;
  const headers = headersWith(token);
  const send = async (method: NonNullable<HttpRequest['method']>, url: string, body?: string): Promise<HttpResult> => {
    const content = body === undefined ? {} : { body: JSON.stringify({ body }) };
    const request = { ...content, method, url: new URL(url), headers, timeoutMs: REQUEST_TIMEOUT_MS, signal };
    const result = await transport(request);
    // Once more, which is safe for a POST too: if both were heard, one of the two comments is removed later.
    return isPassing(result) && !signal.aborted ? transport(request) : result;
  };
  return {
    list: async () => {
      const comments: IssueComment[] = [];
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const result = await send('GET', `${base}/${pullRequest}/comments?per_page=${PAGE_SIZE}&page=${page}`);
        const entries = jsonOf(result);
        if (!Array.isArray(entries)) throw new CommentError('GitHub answered with something else than a list.');
        comments.push(...entries.filter(isJsonObject).flatMap(decode));
        // Its URL is not followed: it could lead anywhere, and the token with it.
        if (!hasNextPage(result)) break;
      }
      return comments;
    },
    user: async () => loginOf(await send('GET', `${root}/user`)),
    create: async (body) => one(await send('POST', `${base}/${pullRequest}/comments`, body)),
    update: async (id, body) => {
      const result = await send('PATCH', `${base}/comments/${id}`, body);
      return isGone(result) ? undefined : one(result);
    },
    remove: async (id) => {
      const result = await send('DELETE', `${base}/comments/${id}`);
      if (!isGone(result)) jsonOf(result);
    },
  };
}

function headersWith(token: string): Record<string, string> {
  return {
    accept: 'application/vnd.github+json',
    'accept-encoding': 'identity',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-github-api-version': '2022-11-28',
  };
}

/** Whether the next try may well succeed: a connection that had just been closed, a gateway in trouble. */
function isPassing(result: HttpResult): boolean {
  return result.kind === 'no-answer' || result.status >= 500;
}

function hasNextPage(result: HttpResult): boolean {
  const link = result.kind === 'answer' ? result.headers['link'] : undefined;
  return [link].flat().some((each) => each?.includes('rel="next"') === true);
}

function isGone(result: HttpResult): boolean {
  return result.kind === 'answer' && (result.status === 404 || result.status === 410);
}

/** The login in an answer about the token's user. The token of an app is refused there: it has none. */
function loginOf(result: HttpResult): string {
  if (result.kind === 'answer' && (result.status === 403 || result.status === 404)) return '';
  const json = jsonOf(result);
  return isJsonObject(json) ? textAt(json, 'login') : '';
}

function one(result: HttpResult): IssueComment {
  const json = jsonOf(result);
  const [comment] = isJsonObject(json) ? decode(json) : [];
  if (comment === undefined) throw new CommentError('GitHub answered with something else than a comment.');
  return comment;
}

function decode(json: JsonObject): IssueComment[] {
  const id = json['id'];
  const body = json['body'];
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return [];
  const user = objectAt(json, 'user');
  const comment = { id, body: typeof body === 'string' ? body : '', url: textAt(json, 'html_url') };
  return [{ ...comment, author: textAt(user, 'login'), isBot: textAt(user, 'type') === 'Bot' }];
}

/** The JSON of a good answer, `undefined` where it has none. */
function jsonOf(result: HttpResult): unknown {
  if (result.kind === 'no-answer') throw new CommentError(`GitHub's API did not answer: ${result.message}`);
  const json = parse(result);
  if (result.status >= 200 && result.status < 300) return json;
  throw new CommentError(refusal(result, isJsonObject(json) ? textAt(json, 'message') : ''));
}

function parse({ body }: Extract<HttpResult, { kind: 'answer' }>): unknown {
  if (body.kind === 'unusable') return undefined;
  try {
    return JSON.parse(body.bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function refusal({ status, headers }: Extract<HttpResult, { kind: 'answer' }>, message: string): string {
  const said = `GitHub's API answered HTTP ${status}${message === '' ? '' : ` (${message})`}`;
  const throttled = status === 429 || headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  if (throttled) return `${said}: too many requests were made with this token.`;
  switch (status) {
    case 401:
      return `${said}: github_token is wrong or has expired.`;
    case 403:
    case 404:
      return `${said}: the token lacks the permission pull-requests: write. Grant it under "permissions" of the workflow or its job; for a pull request from a fork the token stays read-only, whatever is granted there.`;
    default:
      return `${said}.`;
  }
}
