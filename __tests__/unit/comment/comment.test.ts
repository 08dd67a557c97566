import { afterEach, describe, expect, it } from '@jest/globals';

import { startGitHub, type GitHub, type GitHubOptions } from '../../../simulator/github.js';
import { comment, type CommentOutcome, type CommentRequest } from '../../../src/hosts/github/comment/comment.js';
import { placeOf, runLinksOf, runUrlOf } from '../../../src/hosts/github/comment/place.js';
import { createTransport, type HttpResult, type Transport } from '../../../src/http/transport.js';
import { jobIn } from '../support/jobs.js';
import {
  ATTACKS,
  brokenCluster,
  sanitize,
  contextOf,
  createCluster,
  ended,
  failedGate,
  gateOf,
} from '../report/samples.js';

let github: GitHub | undefined;
afterEach(async () => {
  await github?.close();
  github = undefined;
});

const VARIABLES = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REPOSITORY: 'octo/infra',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_WORKFLOW: 'deploy',
  GITHUB_JOB: 'cluster',
  GITHUB_ACTION: 'gate',
  GITHUB_SERVER_URL: 'https://github.com',
};
/** The head of the pull request, not the merge commit that the run is for. */
const SHA = '3f786850e387550fdab836ed7e6dc881de23001b';

const variableOf =
  (variables: Readonly<Record<string, string>>) =>
  (name: string): string =>
    variables[name] ?? '';

interface Changes {
  readonly variables?: Readonly<Record<string, string>>;
  readonly event?: unknown;
  readonly request?: Partial<CommentRequest>;
  readonly send?: Transport;
  readonly signal?: AbortSignal;
}

async function run(options: GitHubOptions, changes: Changes = {}): Promise<CommentOutcome & { github: GitHub }> {
  github ??= await startGitHub(options);
  const variables = { ...VARIABLES, GITHUB_API_URL: github.apiUrl, ...changes.variables };
  const event = changes.event ?? { number: 7, pull_request: { number: 7, head: { sha: SHA } } };
  const request = { facts: failedGate(brokenCluster()), context: contextOf(), token: github.token, choice: 'always' };
  const outcome = await comment(
    { ...request, choice: 'always', ...changes.request },
    {
      run: { variable: variableOf(variables), event: () => event },
      // A pool of its own: a test that takes its time must not find its connection closed.
      transport: changes.send ?? createTransport('test'),
      signal: changes.signal ?? new AbortController().signal,
      pause: () => Promise.resolve(true),
      sanitize,
    },
  );
  return { ...outcome, github };
}

/** For requests that a test lets through. */
const transport = createTransport('test');

describe('commenting', () => {
  it('writes the report with a marker and a link to the run', async () => {
    const { level, message, github: hub } = await run({});
    expect(level).toBe('info');
    expect(message).toContain('https://github.com/octo/infra/pull/7#issuecomment-1');
    const body = hub.comments[0]?.body ?? '';
    expect(body.split('\n').slice(0, 2)).toEqual([
      '<!-- cloud-job-gate key=deploy/cluster/gate/cce/0605767b5780d5762fc5c0118072a564 run=42 attempt=1 -->',
      '## ❌ Failed: `CreateCluster` `prod-cluster` after 9m 10s',
    ]);
    for (const fact of [
      '(https://github.com/octo/infra/actions/runs/42)',
      `octo/infra/commit/${SHA}`,
      'attempt&nbsp;1',
    ]) {
      expect(body).toContain(fact);
    }
  });

  it('finds its comment on a later page, without following a link to another host', async () => {
    const others = Array.from({ length: 5 }, () => ({ body: 'LGTM', type: 'User' }));
    const { github: hub } = await run({ comments: others, largestPage: 2 });
    const { message } = await run({}, { variables: { GITHUB_RUN_ID: '43' } });
    expect(message).toMatch(/^Comment updated/);
    expect(hub.comments).toHaveLength(6);
    expect(hub.requests.every(({ path }) => path.startsWith('/api/v3/repos/octo/infra/issues/'))).toBe(true);
  });

  it('takes a marked comment for its own where an app wrote it, or the person whose token it is, and nobody else', async () => {
    const first = await run({});
    const body = first.github.comments[0]?.body ?? '';
    await first.github.close();
    for (const [author, user, expected] of [
      [{ type: 'User', author: 'mallory', association: 'NONE' }, undefined, 'created'],
      [{ type: 'User', author: 'alice', association: 'OWNER' }, undefined, 'created'],
      [{ type: 'User', author: 'alice', association: 'OWNER' }, 'bob', 'created'],
      [{ type: 'User', author: 'bob', association: 'MEMBER' }, 'bob', 'updated'],
      [{ type: 'Bot' }, undefined, 'updated'],
      [{ type: 'Bot' }, 'bob', 'updated'],
    ] as const) {
      github = undefined;
      const options = user === undefined ? {} : { user };
      const { message, github: hub } = await run({ comments: [{ body, ...author }], ...options });
      expect(message).toContain(expected);
      // What somebody else wrote is as it was.
      if (expected === 'created') expect(hub.comments[0]).toMatchObject({ body, ...author });
      expect(hub.comments).toHaveLength(expected === 'created' ? 2 : 1);
      await hub.close();
    }
  });

  it('asks whose token it is only where a person has written a marked comment', async () => {
    const { github: hub } = await run({});
    await run({}, { variables: { GITHUB_RUN_ID: '43' } });
    expect(hub.requests.filter(({ path }) => path.endsWith('/user'))).toEqual([]);
  });

  it('on failure only makes none for a success, but brings a failing one up to date', async () => {
    const success = gateOf('success', ended({ kind: 'success' }, createCluster({ phase: 'Success' })));
    const request: Partial<CommentRequest> = { choice: 'on-failure', facts: success };
    const none = await run({}, { request });
    expect([none.level, none.github.comments]).toEqual(['info', []]);
    await run({}, { request: { choice: 'on-failure' } });
    const { github: hub } = await run({}, { request, variables: { GITHUB_RUN_ID: '43' } });
    expect(hub.comments).toHaveLength(1);
    expect(hub.comments[0]?.body).toContain('## ✅ Success');
  });

  it('leaves the comment of a newer run alone', async () => {
    await run({}, { variables: { GITHUB_RUN_ATTEMPT: '2' } });
    expect((await run({})).message).toContain('A newer run');
  });

  it('stays below 60,000 bytes, whatever the cloud says', async () => {
    const evil = ATTACKS.join(' \\| ').repeat(5);
    const facts = {
      type: evil,
      resourceName: evil,
      reason: evil,
      errorCode: evil,
      resourceId: evil,
      status: evil,
      clusterId: evil,
    };
    const subJobs = Array.from({ length: 500 }, () => jobIn('Failed', facts));
    const job = jobIn('Failed', { ...facts, subJobs });
    const many = Array.from({ length: 100 }, (_, index) =>
      ended({ kind: 'failed' }, job, { jobId: `j${index}`.padEnd(128, 'x') }),
    );
    for (const each of [failedGate(job), gateOf('failed', ...many)]) {
      const { github: hub, level } = await run({}, { request: { facts: each } });
      expect(level).toBe('info');
      expect(Buffer.byteLength(hub.comments[0]?.body ?? '')).toBeLessThanOrEqual(60_000);
      expect(hub.comments[0]?.body).toContain(' failed:**');
    }
  });
});

describe('a comment that cannot be written', () => {
  it('names the permission that a fork’s token lacks', async () => {
    const { level, message } = await run({ permission: 'read' });
    expect(level).toBe('warning');
    expect(message).toMatch(/HTTP 403 \(Resource not accessible by integration\).*pull-requests: write/);
  });

  it('names the token that is refused, or that is none', async () => {
    expect((await run({}, { request: { token: 'ghs_wrong' } })).message).toContain('github_token');
    for (const token of ['', 'a b', 'a\nb']) {
      const { level, message, github: hub } = await run({}, { request: { token } });
      expect([level, message]).toEqual(['warning', expect.stringContaining('github_token')]);
      expect(hub.requests).toHaveLength(1);
    }
  });

  it.each<[string, number, Record<string, string>, string, string]>([
    ['a rate limit', 403, { 'x-ratelimit-remaining': '0' }, '{}', 'HTTP 403'],
    ['an outage', 502, {}, '<html>', 'HTTP 502.'],
    ['a list that is none', 200, {}, '{}', 'list'],
    ['an unusable list', 200, {}, 'x', 'list'],
  ])('says so of %s', async (_, status, headers, text, words) => {
    const send: Transport = () =>
      Promise.resolve({ kind: 'answer', status, headers, body: { kind: 'complete', bytes: Buffer.from(text) } });
    expect((await run({}, { send })).message).toContain(words);
  });

  it('is tried once more where there was no answer, or a gateway was in trouble', async () => {
    const failures: readonly HttpResult[] = [
      { kind: 'no-answer', code: 'ECONNRESET', message: 'socket hang up' },
      { kind: 'answer', status: 502, headers: {}, body: { kind: 'unusable', why: 'cut short' } },
    ];
    for (const failure of failures) {
      let count = 0;
      const flaky: Transport = (request) => {
        count += 1;
        return count % 2 === 1 ? Promise.resolve(failure) : transport(request);
      };
      expect((await run({}, { send: flaky })).level).toBe('info');
      expect(count % 2).toBe(0);
    }
  });

  it('says so where nothing answers, or what answers is no comment', async () => {
    const mute: Transport = () =>
      Promise.resolve({ kind: 'no-answer', code: 'ECONNREFUSED', message: 'connect refused' });
    expect((await run({}, { send: mute })).message).toContain('connect refused');
    const odd: Transport = ({ method }) =>
      Promise.resolve({
        kind: 'answer',
        status: 200,
        headers: {},
        body:
          method === 'GET'
            ? { kind: 'complete', bytes: Buffer.from('[7, {"id":"x"}]') }
            : { kind: 'unusable', why: 'y' },
      });
    expect((await run({}, { send: odd })).level).toBe('warning');
    const broken: Transport = () => Promise.reject(new Error('boom'));
    expect((await run({}, { send: broken })).message).toContain('boom');
  });

  it('says so when its time is up', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await run({}, { signal: stop.signal })).level).toBe('warning');
  });
});

describe('the place', () => {
  it.each(['push', 'schedule', 'workflow_dispatch', 'issue_comment', ''])(
    'is nowhere on %j, which is no error',
    async (name) => {
      const { level, message, github: hub } = await run({}, { variables: { GITHUB_EVENT_NAME: name } });
      expect(level).toBe('notice');
      expect(message).toContain(`this run's event is ${name || 'unknown'}`);
      expect(hub.requests).toEqual([]);
    },
  );

  it('is the pull request on pull_request_target too', async () => {
    expect((await run({}, { variables: { GITHUB_EVENT_NAME: 'pull_request_target' } })).level).toBe('info');
  });

  it.each<[string, Changes]>([
    ['the event names no pull request', { event: [] }],
    ['the event names no pull request', { event: { pull_request: { number: '7' } } }],
    ['GITHUB_REPOSITORY names no repository', { variables: { GITHUB_REPOSITORY: '../x' } }],
    ['GITHUB_REPOSITORY names no repository', { variables: { GITHUB_REPOSITORY: '' } }],
    ['GITHUB_API_URL is no https URL', { variables: { GITHUB_API_URL: 'http://github.example.com' } }],
    ['GITHUB_API_URL is no https URL', { variables: { GITHUB_API_URL: 'x' } }],
    ['GITHUB_API_URL is no https URL', { variables: { GITHUB_API_URL: 'ftp://github.example.com' } }],
    ['GITHUB_API_URL is no https URL', { variables: { GITHUB_API_URL: 'https://user@github.example.com' } }],
    ['GITHUB_API_URL is no https URL', { variables: { GITHUB_API_URL: 'https://github.example.com/?a=b' } }],
    ['GITHUB_RUN_ID or', { variables: { GITHUB_RUN_ID: '' } }],
    ['GITHUB_RUN_ID or', { variables: { GITHUB_RUN_ATTEMPT: 'x' } }],
  ])('is unknown where %s', async (why, changes) => {
    const { level, message, github: hub } = await run({}, changes);
    expect(level).toBe('warning');
    expect(message).toContain(why);
    expect(hub.requests).toEqual([]);
  });

  it('is github.com where no API is named', () => {
    const facts = { variable: variableOf(VARIABLES), event: () => ({ pull_request: { number: 7 } }) };
    expect(placeOf(facts, ['cce', 'p'])).toMatchObject({ place: { apiUrl: new URL('https://api.github.com') } });
  });

  it('has the commit and the attempt of the run, as far as they are known', () => {
    const links = (head: unknown, variables = {}): unknown =>
      runLinksOf({
        variable: variableOf({ ...VARIABLES, ...variables }),
        event: () => ({ pull_request: { number: 7, head } }),
      });
    expect(links({ sha: SHA }, { GITHUB_RUN_ATTEMPT: '3' })).toEqual({
      run: 'https://github.com/octo/infra/actions/runs/42',
      commit: SHA,
      commitPage: `https://github.com/octo/infra/commit/${SHA}`,
      attempt: 3,
    });
    for (const head of [undefined, {}, { sha: 'x](y' }, { sha: 7 }]) {
      expect(links(head)).toMatchObject({ commit: '', commitPage: '' });
    }
    expect(links({ sha: SHA }, { GITHUB_SERVER_URL: '' })).toMatchObject({ run: '', commit: SHA, commitPage: '' });
  });

  it('has a page of the run, if the runner says enough', () => {
    expect(runUrlOf(variableOf(VARIABLES))).toBe('https://github.com/octo/infra/actions/runs/42');
    expect(runUrlOf(variableOf({ ...VARIABLES, GITHUB_SERVER_URL: 'https://ghe.example.com/base' }))).toBe(
      'https://ghe.example.com/base/octo/infra/actions/runs/42',
    );
    for (const server of ['', 'javascript:x', 'https://x y', 'https://a)b](c']) {
      const url = runUrlOf(variableOf({ ...VARIABLES, GITHUB_SERVER_URL: server }));
      expect(url === '' || !/[\s<>]/.test(url)).toBe(true);
    }
  });
});
