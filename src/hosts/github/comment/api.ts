/** The four calls of GitHub's REST API that a comment takes, over the same transport as everything else. */
import { isJsonObject, type JsonObject, objectAt, textAt } from '../../../base/json.js';
import type { HttpRequest, HttpResult, Transport } from '../../../http/transport.js';

/** A comment of a pull request. */
export interface IssueComment {
  readonly id: number;
  readonly body: string;
  /** Where people see it. */
  readonly url: string;
  /** Whether whoever wrote it is at home in the repository: an app, or one of its people. */
  readonly trusted: boolean;
}

/** The comments of one pull request. Every call rejects with a {@link CommentError} if it does not succeed. */
export interface CommentApi {
  readonly list: () => Promise<IssueComment[]>;
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
const MOST_PAGES = 50;

/** @param signal ends the request that is under way, and every later one at once */
export function commentApi(target: CommentTarget, transport: Transport, signal: AbortSignal): CommentApi {
  const { apiUrl, repository, pullRequest, token } = target;
  const base = `${apiUrl.href.replace(/\/$/, '')}/repos/${repository}/issues`;
  const headers = {
    accept: 'application/vnd.github+json',
    'accept-encoding': 'identity',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-github-api-version': '2022-11-28',
  };
  const call = async (method: NonNullable<HttpRequest['method']>, path: string, body?: string): Promise<HttpResult> => {
    const content = body === undefined ? {} : { body: JSON.stringify({ body }) };
    const request = { ...content, method, url: new URL(base + path), headers, timeoutMs: REQUEST_TIMEOUT_MS, signal };
    const result = await transport(request);
    // Once more, which is safe for a POST too: if both were heard, one of the two comments is removed later.
    return isPassing(result) && !signal.aborted ? transport(request) : result;
  };
  return {
    list: async () => {
      const comments: IssueComment[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const result = await call('GET', `/${pullRequest}/comments?per_page=${PAGE_SIZE}&page=${page}`);
        const entries = documentOf(result);
        if (!Array.isArray(entries)) throw new CommentError('GitHub answered with something else than a list.');
        comments.push(...entries.filter(isJsonObject).flatMap(decode));
        // Its URL is not followed: it could lead anywhere, and the token with it.
        if (!hasNextPage(result)) break;
      }
      return comments;
    },
    create: async (body) => one(await call('POST', `/${pullRequest}/comments`, body)),
    update: async (id, body) => {
      const result = await call('PATCH', `/comments/${id}`, body);
      return isGone(result) ? undefined : one(result);
    },
    remove: async (id) => {
      const result = await call('DELETE', `/comments/${id}`);
      if (!isGone(result)) documentOf(result);
    },
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

function one(result: HttpResult): IssueComment {
  const document = documentOf(result);
  const [comment] = isJsonObject(document) ? decode(document) : [];
  if (comment === undefined) throw new CommentError('GitHub answered with something else than a comment.');
  return comment;
}

function decode(document: JsonObject): IssueComment[] {
  const id = document['id'];
  const body = document['body'];
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return [];
  const type = textAt(objectAt(document, 'user'), 'type');
  const association = textAt(document, 'author_association');
  // Anyone may write a comment with our marker in it, but nobody from outside can have one of these.
  const trusted = type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association);
  return [{ id, body: typeof body === 'string' ? body : '', url: textAt(document, 'html_url'), trusted }];
}

/** The JSON of a good answer, `undefined` where it has none. */
function documentOf(result: HttpResult): unknown {
  if (result.kind === 'no-answer') throw new CommentError(`GitHub's API did not answer: ${result.message}`);
  const document = parse(result);
  if (result.status >= 200 && result.status < 300) return document;
  throw new CommentError(refusal(result, isJsonObject(document) ? textAt(document, 'message') : ''));
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
