/** GitHub's comments API on loopback, as far as one pull request needs it: list with pages, create, update, delete. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A comment of the imitated pull request. */
interface GitHubComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  /** `Bot` of an app, `User` of a person. */
  readonly type: string;
  readonly association: string;
}

/** A request as it arrived. */
interface GitHubRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

export interface GitHubOptions {
  /** The comments that are there already. */
  readonly comments?: readonly Partial<GitHubComment>[];
  /** The login of the person whose token it is; an app's by default. */
  readonly user?: string;
  /** `read` is what a fork's token has. `write` by default. */
  readonly permission?: 'read' | 'write';
  /** How many comments a page has at most, whatever is asked for; 100 by default. */
  readonly largestPage?: number;
  /** Awaited before a request is answered, to hold it back. */
  readonly before?: (request: GitHubRequest) => Promise<void> | undefined;
}

/** The imitation, and what is on it. */
export interface GitHub {
  /** What `GITHUB_API_URL` has to be. With a base path, as GitHub Enterprise Server has one. */
  readonly apiUrl: string;
  /** The one token that is accepted. */
  readonly token: string;
  readonly repository: string;
  readonly pullRequest: number;
  readonly comments: readonly GitHubComment[];
  readonly requests: readonly GitHubRequest[];
  readonly close: () => Promise<void>;
}

const TOKEN = 'ghs_simulatedTokenThatOpensNothing0123456789';
const REPOSITORY = 'octo/infra';
const PULL_REQUEST = 7;
const ROOT = '/api/v3';
const BASE = `${ROOT}/repos/${REPOSITORY}/issues`;

interface GitHubResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts the imitation on a free port of loopback. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const thread = new CommentThread(options);
  const requests: GitHubRequest[] = [];
  const server = createServer((incoming, response) => {
    void read(incoming).then(async (request) => {
      requests.push(request);
      await options.before?.(request);
      send(response, thread.respond(request, incoming.headers.authorization ?? ''));
    });
  });
  // GitHub keeps connections open for about a minute; Node's own 5 s would close them between two runs of one test.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the imitation listens on no port');
  return {
    apiUrl: `http://127.0.0.1:${address.port}/api/v3`,
    token: TOKEN,
    repository: REPOSITORY,
    pullRequest: PULL_REQUEST,
    get comments() {
      return thread.comments;
    },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The comments of the pull request, and what the API says about them. */
class CommentThread {
  comments: GitHubComment[];
  #nextId: number;
  readonly #options: GitHubOptions;

  constructor(options: GitHubOptions) {
    this.#options = options;
    this.comments = (options.comments ?? []).map((comment, index) => newComment(index + 1, comment));
    this.#nextId = this.comments.length + 1;
  }

  respond({ method, path, body }: GitHubRequest, authorization: string): GitHubResponse {
    if (authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: 'Bad credentials' } };
    const url = new URL(path, 'http://localhost');
    if (url.pathname === `${ROOT}/user`) return this.#user();
    const id = Number(/\/comments\/(\d+)$/.exec(url.pathname)?.[1]);
    const onThread = url.pathname === `${BASE}/${PULL_REQUEST}/comments`;
    if (onThread && method === 'GET') return this.#list(url.searchParams);
    if (!onThread && url.pathname !== `${BASE}/comments/${id}`) return { status: 404, body: { message: 'Not Found' } };
    if (this.#options.permission === 'read') {
      return { status: 403, body: { message: 'Resource not accessible by integration' } };
    }
    if (onThread && method === 'POST') return this.#create(textOf(body));
    const comment = this.comments.find((each) => each.id === id);
    if (comment === undefined) return { status: 404, body: { message: 'Not Found' } };
    this.comments = this.comments.filter((each) => each !== comment);
    if (method === 'DELETE') return { status: 204 };
    const updated = { ...comment, body: textOf(body) };
    this.comments = [...this.comments, updated].sort((a, b) => a.id - b.id);
    return { status: 200, body: toJson(updated) };
  }

  #user(): GitHubResponse {
    const { user } = this.#options;
    if (user !== undefined) return { status: 200, body: { login: user, type: 'User' } };
    return { status: 403, body: { message: 'Resource not accessible by integration' } };
  }

  #list(query: URLSearchParams): GitHubResponse {
    const size = Math.min(Number(query.get('per_page') ?? 30), this.#options.largestPage ?? 100);
    const page = Number(query.get('page') ?? 1);
    const more = this.comments.length > page * size;
    return {
      status: 200,
      body: this.comments.slice((page - 1) * size, page * size).map(toJson),
      // Another host, which nobody who holds a token should follow.
      headers: more ? { link: `<http://elsewhere.invalid/?page=${page + 1}>; rel="next", <x>; rel="last"` } : {},
    };
  }

  #create(body: string): GitHubResponse {
    if (body.length > 65_536) return { status: 422, body: { message: 'Validation Failed' } };
    const { user } = this.#options;
    const comment = newComment(this.#nextId, { body, ...(user === undefined ? {} : { author: user, type: 'User' }) });
    this.#nextId += 1;
    this.comments = [...this.comments, comment];
    return { status: 201, body: toJson(comment) };
  }
}

function newComment(id: number, facts: Partial<GitHubComment>): GitHubComment {
  return { id, body: '', author: 'github-actions[bot]', type: 'Bot', association: 'NONE', ...facts };
}

function toJson({ id, body, author, type, association }: GitHubComment): object {
  const url = `https://github.com/${REPOSITORY}/pull/${PULL_REQUEST}#issuecomment-${id}`;
  return { id, body, html_url: url, user: { login: author, type }, author_association: association };
}

function textOf(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null && 'body' in value ? String(value.body) : '';
}

async function read(incoming: IncomingMessage): Promise<GitHubRequest> {
  let body = '';
  incoming.setEncoding('utf8');
  for await (const chunk of incoming) body += String(chunk);
  return { method: incoming.method ?? '', path: incoming.url ?? '', body };
}

function send(response: ServerResponse, { status, body, headers }: GitHubResponse): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-github-request-id': 'GH:1', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
