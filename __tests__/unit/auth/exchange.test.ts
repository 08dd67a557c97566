import { beforeEach, describe, expect, it } from '@jest/globals';

import type { RecordedRequest } from '../../../simulator/request-log.js';
import type { RawHandler, Simulator } from '../../../simulator/simulator.js';
import type { CredentialsEvent, RequestLimits } from '../../../src/auth/credentials.js';
import { createCredentials } from '../../../src/auth/create-credentials.js';
import { githubIdTokens } from '../../../src/hosts/github/id-token.js';
import { nameOf } from '../support/settings.js';
import type { CredentialsOptions } from '../../../src/auth/credentials.js';
import { systemClock } from '../../../src/base/time.js';
import type { ApiError } from '../../../src/base/api-error.js';
import { createTransport } from '../../../src/http/transport.js';
import { createJobClient, type JobResponse } from '../../../src/engine/job-client.js';
import { CLUSTER, start } from '../simulator/support.js';
import { naming } from '../../support/naming.js';
import { serviceNamed } from '../support/jobs.js';

const IAM_PATH = '/v3.0/OS-AUTH/id-token/tokens';
const STS_PATH = '/v5/agencies/assume-with-oidc';

type Keyless = Extract<CredentialsOptions, { kind: 'iam' | 'sts' }>;

/** A job API with keyless credentials, all of it at the simulator. */
class Bench {
  readonly events: CredentialsEvent[] = [];
  readonly secrets: string[] = [];
  readonly fetchJob: (limits?: Partial<RequestLimits>) => Promise<JobResponse>;

  constructor(
    readonly simulator: Simulator,
    options: CredentialsOptions,
    projectId = simulator.projectId,
  ) {
    const newTransport = (): ReturnType<typeof createTransport> => createTransport('test');
    const credentials = createCredentials(options, projectId, {
      nameOf,
      idTokens: (audience, dependencies) =>
        githubIdTokens((name) => simulator.oidcEnvironment[name] ?? '', audience, dependencies),
      clock: systemClock,
      newTransport,
      addSecret: (secret) => this.secrets.push(secret),
      emit: (event) => this.events.push(event),
    });
    const endpoint = new URL(simulator.endpoint);
    const client = createJobClient({
      service: serviceNamed('cce'),
      endpoint,
      projectId: simulator.projectId,
      parentId: '',
      credentials,
      transport: newTransport(),
      clock: systemClock,
      nameOf,
    });
    const signal = new AbortController().signal;
    this.fetchJob = (limits) =>
      client(CLUSTER, { timeoutMs: 30_000, until: systemClock.now() + 30_000, signal, ...limits });
  }

  async error(limits?: Partial<RequestLimits>): Promise<ApiError> {
    const answer = await this.fetchJob(limits);
    if (answer.kind === 'job') throw new Error('there was to be no job');
    return answer.error;
  }

  paths(): string[] {
    return this.simulator.requests.map(({ path }) => path.split('?')[0] ?? '').map((path) => NAMES.get(path) ?? 'job');
  }
}

const NAMES = new Map([
  ['/_apis/oidc/token', 'github'],
  [IAM_PATH, 'iam'],
  [STS_PATH, 'sts'],
]);

function optionsOf(
  kind: 'iam' | 'sts',
  { endpoint, identity }: Simulator,
  changes: Partial<{ audience: string; identityProvider: string; providerUrn: string; agencyUrn: string }> = {},
): Keyless {
  const { identityProvider, providerUrn, agencyUrn, audience } = { ...identity, ...changes };
  const common = { endpoint: new URL(endpoint), audience };
  return kind === 'iam' ? { kind, identityProvider, ...common } : { kind, providerUrn, agencyUrn, ...common };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): RawHandler => {
  return (_, response) => response.writeHead(status, headers).end(JSON.stringify(body));
};

const bodyOf = ({ body }: RecordedRequest): unknown => JSON.parse(body);

describe.each(['iam', 'sts'] as const)('an exchange at %s', (kind) => {
  let simulator: Simulator;
  let bench: Bench;

  beforeEach(async () => {
    simulator = await start();
    bench = new Bench(simulator, optionsOf(kind, simulator));
  });

  it('lets requests in, with one exchange for many', async () => {
    for (const answer of await Promise.all([bench.fetchJob(), bench.fetchJob(), bench.fetchJob()]))
      expect(answer.kind).toBe('job');
    expect(bench.paths()).toEqual(['github', kind, 'job', 'job', 'job']);
    expect(bench.events).toEqual([{ kind: 'exchanged', why: 'first', lifetimeMs: expect.any(Number) }]);
  });

  it('asks GitHub for the audience, and for none where none is given', async () => {
    await bench.fetchJob();
    expect(simulator.requests[0]?.path).toBe('/_apis/oidc/token?api-version=2.0&audience=cloud-job-gate');
    const other = new Bench(simulator, optionsOf(kind, simulator, { audience: '' }));
    expect((await other.error()).message).toContain('The audience of the ID token is not the client ID.');
    expect(simulator.requests.at(-2)?.path).toBe('/_apis/oidc/token?api-version=2.0');
  });

  it('tells every secret before it is used', async () => {
    await bench.fetchJob();
    const [, exchange, job] = simulator.requests;
    expect(exchange?.body).toContain(bench.secrets[0] ?? 'missing');
    const sent = job?.headers['x-auth-token'] ?? job?.headers['x-security-token'];
    expect(bench.secrets).toContain(sent);
    expect(bench.secrets).toHaveLength(kind === 'iam' ? 2 : 3);
  });

  it('is repeated once after a 401, with a new OIDC token', async () => {
    await bench.fetchJob();
    simulator.revokeCredentials();
    expect((await bench.fetchJob()).kind).toBe('job');
    expect(bench.paths()).toEqual(['github', kind, 'job', 'job', 'github', kind, 'job']);
    const bodies = simulator.requests.filter(({ body }) => body !== '').map(({ body }) => body);
    expect(new Set(bodies).size).toBe(2);
    expect(bench.events.at(-1)).toMatchObject({ kind: 'exchanged', why: 'refused' });
  });

  it('is not repeated after a second 401 in a row', async () => {
    simulator.answerNext(json(401, { error_code: 'APIG.0301', error_msg: 'no' }), 2, '/jobs/');
    const error = await bench.error();
    expect(bench.paths()).toEqual(['github', kind, 'job', 'github', kind, 'job']);
    expect(error).toMatchObject({ kind: 'fatal', status: 401, concernsAllJobs: true });
    expect(error.advice).toEqual(naming(`${kind}_endpoint`, 'endpoint', 'project_id'));
  });

  it.each([
    [503, 'throttled', { 'retry-after': '7' }, 7000],
    [500, 'outage', {}, undefined],
    [429, 'throttled', {}, undefined],
  ])('that is answered %d is an outage', async (status, errorKind, headers, retryAfterMs) => {
    for (const path of ['/_apis/', '/v']) {
      simulator.answerNext(json(status, { error_msg: 'busy' }, headers), 1, path);
      expect(await bench.error()).toMatchObject({ kind: errorKind, status, retryAfterMs, concernsAllJobs: false });
    }
    expect((await bench.fetchJob()).kind).toBe('job');
  });

  it('whose answer has not what was asked for, or is cut short, is an outage', async () => {
    const cut: RawHandler = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{"value":"');
      response.destroy();
    };
    for (const handler of [json(200, {}), json(200, { value: 'no token' }), json(200, { credentials: {} }), cut]) {
      for (const path of ['/_apis/', '/v']) {
        simulator.answerNext(handler, 1, path);
        expect(await bench.error()).toMatchObject({ kind: 'outage', concernsAllJobs: false });
      }
    }
    expect(bench.paths()).not.toContain('job');
  });

  it('never follows a redirect, and hands nothing on', async () => {
    const other = await start();
    for (const path of ['/_apis/', '/v']) {
      simulator.answerNext(json(307, {}, { location: `${other.endpoint}/x` }), 1, path);
      const error = await bench.error();
      expect(error).toMatchObject({ kind: 'fatal', status: 307, concernsAllJobs: true });
      expect(error.message).toContain(new URL(other.endpoint).host);
      expect(error.advice).toContain(path === '/v' ? `${kind}_endpoint` : 'ACTIONS_ID_TOKEN_REQUEST_URL');
    }
    expect(other.requests).toEqual([]);
  });

  it('stays within the time, whoever hangs', async () => {
    for (const path of ['/_apis/', '/v', '/jobs/']) {
      simulator.answerNext(() => undefined, 1, path);
      const startedAt = systemClock.now();
      const error = await bench.error({ until: startedAt + 300 });
      expect(error).toMatchObject({ kind: 'outage', code: 'TIMEOUT' });
      expect(systemClock.now() - startedAt).toBeLessThan(1000);
    }
  });

  it('ends at once when the gate is cancelled', async () => {
    const cancel = new AbortController();
    simulator.answerNext(() => {
      cancel.abort();
    });
    expect(await bench.error({ signal: cancel.signal })).toMatchObject({ code: 'CANCELLED' });
  });

  it('is refused by GitHub where the permission has gone', async () => {
    simulator.answerNext(json(403, { message: 'Forbidden' }), 1, '/_apis/');
    expect(await bench.error()).toMatchObject({
      kind: 'fatal',
      message: naming('GitHub', 'Forbidden'),
      advice: naming('id-token: write'),
      concernsAllJobs: true,
    });
  });
});

describe('IAM', () => {
  it('is asked as its reference says', async () => {
    const simulator = await start();
    await new Bench(simulator, optionsOf('iam', simulator)).fetchJob();
    const [, exchange, job] = simulator.requests;
    expect(exchange).toMatchObject({
      method: 'POST',
      path: IAM_PATH,
      headers: { 'x-idp-id': 'github', 'content-type': 'application/json', 'accept-encoding': 'identity' },
    });
    expect(exchange && bodyOf(exchange)).toEqual({
      auth: {
        id_token: { id: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) },
        scope: { project: { id: simulator.projectId } },
      },
    });
    expect(job?.headers['x-auth-token']).toMatch(/^simulatorIamToken1/);
  });

  it('may give tokens of 16,384 characters', async () => {
    const simulator = await start({ identity: { tokenLength: 16_384 } });
    expect((await new Bench(simulator, optionsOf('iam', simulator)).fetchJob()).kind).toBe('job');
    expect(simulator.requests.at(-1)?.headers['x-auth-token']).toHaveLength(16_384);
  });

  it.each([
    ['provider', { identityProvider: 'gitlab' }, 404, 'IAM: Could not find identity provider.'],
    ['audience', { audience: 'other' }, 401, 'IAM: The audience of the ID token is not the client ID.'],
  ])('refuses a wrong %s, which ends the gate with advice', async (_, changes, status, message) => {
    const simulator = await start();
    const bench = new Bench(simulator, optionsOf('iam', simulator, changes));
    const error = await bench.error();
    expect(error).toMatchObject({ kind: 'fatal', status, message, concernsAllJobs: true });
    expect(error.advice).toEqual(naming('identity_provider', 'project_id', 'issuer', 'audience'));
    expect(bench.paths()).toEqual(['github', 'iam']);
  });

  it.each([
    ['project', {}, 'other', 403, 'IAM: The user has no access to the project.'],
    ['issuer', { issuer: 'https://token.example.com' }, undefined, 401, 'IAM: The issuer of the ID token is unknown.'],
    ['lifetime', { idTokenLifetimeMs: -1000 }, undefined, 401, 'IAM: The ID token has expired.'],
  ])('refuses a wrong %s', async (_, identity, projectId, status, message) => {
    const simulator = await start({ identity });
    const bench = new Bench(simulator, optionsOf('iam', simulator), projectId);
    expect(await bench.error()).toMatchObject({ kind: 'fatal', status, message });
  });

  it('sets the lifetime by its own clock, not by the runner’s', async () => {
    const simulator = await start({ clockOffsetMs: -86_400_000 });
    const bench = new Bench(simulator, optionsOf('iam', simulator));
    await bench.fetchJob();
    const [event] = bench.events;
    const lifetimeMs = event?.kind === 'exchanged' ? event.lifetimeMs : undefined;
    expect(Math.abs((lifetimeMs ?? 0) - 86_400_000)).toBeLessThan(2000);
  });

  it.each(['', 'soon', '2020-01-01T00:00:00Z'])('may say %j of the end, which then is not known', async (expires) => {
    const simulator = await start();
    const bench = new Bench(simulator, optionsOf('iam', simulator));
    simulator.answerNext(json(201, { token: { expires_at: expires } }, { 'x-subject-token': 't' }), 1, IAM_PATH);
    await bench.fetchJob();
    expect(bench.events[0]).toEqual({ kind: 'exchanged', why: 'first', lifetimeMs: undefined });
  });
});

describe('STS', () => {
  it('is asked as its reference says, unsigned, and its key signs', async () => {
    const simulator = await start();
    await new Bench(simulator, optionsOf('sts', simulator)).fetchJob();
    const [, exchange, job] = simulator.requests;
    expect(exchange).toMatchObject({ method: 'POST', path: STS_PATH });
    expect(exchange?.headers).not.toHaveProperty('authorization');
    expect(exchange && bodyOf(exchange)).toEqual({
      provider_urn: simulator.identity.providerUrn,
      agency_urn: simulator.identity.agencyUrn,
      agency_session_name: 'cloud-job-gate',
      id_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
    expect(job?.headers.authorization).toMatch(
      /^SDK-HMAC-SHA256 Access=HSTSIMULATOR1\w+, SignedHeaders=host;x-project-id;x-sdk-date;x-security-token, Signature=\w{64}$/,
    );
    expect(job?.headers).toMatchObject({ 'x-project-id': simulator.projectId });
    expect(job?.headers).not.toHaveProperty('x-auth-token');
  });

  it.each([
    ['provider', { providerUrn: 'iam::1:oidcProvider:x' }, 404, 'STS: No such provider.'],
    ['agency', { agencyUrn: 'iam::1:agency:x' }, 403, 'STS: The agency does not trust the provider.'],
    ['audience', { audience: 'other' }, 401, 'STS: The audience of the ID token is not the client ID.'],
  ])('refuses a wrong %s, which ends the gate with advice', async (_, changes, status, message) => {
    const simulator = await start();
    const error = await new Bench(simulator, optionsOf('sts', simulator, changes)).error();
    expect(error).toMatchObject({ kind: 'fatal', status, message, concernsAllJobs: true });
    expect(error.advice).toEqual(naming('provider_urn', 'agency_urn', 'issuer', 'audience'));
  });

  it('has its key signed by the server’s clock where the runner’s is wrong, without another exchange', async () => {
    const simulator = await start({ clockOffsetMs: 3_600_000 });
    const bench = new Bench(simulator, optionsOf('sts', simulator));
    expect((await bench.fetchJob()).kind).toBe('job');
    expect(bench.paths()).toEqual(['github', 'sts', 'job', 'job']);
    expect(bench.events.map(({ kind }) => kind)).toEqual(['exchanged', 'clock-corrected']);
  });
});

describe('a permanent key', () => {
  const optionsFor = ({ identity }: Simulator, secret = identity.keys[0]?.secret ?? ''): CredentialsOptions => {
    return { kind: 'access-key', key: { id: identity.keys[0]?.id ?? '', secret, securityToken: '' } };
  };

  it('lets requests in', async () => {
    const simulator = await start();
    const bench = new Bench(simulator, optionsFor(simulator));
    expect((await bench.fetchJob()).kind).toBe('job');
    expect(bench.paths()).toEqual(['job']);
  });

  it('that is wrong makes one request, however often it is asked', async () => {
    const simulator = await start();
    const bench = new Bench(simulator, optionsFor(simulator, 'wrong'));
    const answers = [await bench.error(), await bench.error(), await bench.error()];
    expect(bench.paths()).toEqual(['job']);
    for (const error of answers) {
      expect(error).toMatchObject({ kind: 'fatal', status: 401, code: 'APIG.0301', concernsAllJobs: true });
      expect(error.advice).toEqual(naming('access_key', 'secret_key', 'five'));
    }
  });

  it('that belongs to another project is forbidden, and says who lacks what', async () => {
    const simulator = await start();
    const error = await new Bench(simulator, optionsFor(simulator), 'other').error();
    expect(error).toMatchObject({ status: 403, concernsAllJobs: true });
    expect(error.advice).toEqual(naming('access key', 'cce:job:get', 'project_id'));
  });

  it('signs by the server’s clock after one refusal, where the runner’s is wrong', async () => {
    const simulator = await start({ clockOffsetMs: -3_600_000 });
    const bench = new Bench(simulator, optionsFor(simulator));
    for (const answer of [await bench.fetchJob(), await bench.fetchJob()]) expect(answer.kind).toBe('job');
    expect(bench.paths()).toEqual(['job', 'job', 'job']);
    expect(bench.events).toEqual([{ kind: 'clock-corrected', offsetMs: expect.any(Number) }]);
  });
});
