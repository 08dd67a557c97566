/** Every authentication method, end to end with the bundle. */
import { describe, expect, it } from '@jest/globals';

import { naming } from '../support/naming.js';
import { jobDocument, json } from './support/answers.js';
import {
  CREDENTIALS_KINDS,
  PERMANENT_KEY,
  recipients,
  TEMPORARY_KEY,
  type CredentialsKind,
} from './support/credentials.js';
import { runGate, SLACK_MS, type Gate, type GateOptions } from './support/gate.js';
import { expectNoSecrets } from './support/leaks.js';
import { STILL_RUNNING } from './support/log.js';
import { recordingProxy } from './support/proxies.js';

/** Runs a gate, and fails where it leaves a secret behind. */
async function runSecretly(options: GateOptions): Promise<Gate & { readonly requests: readonly string[] }> {
  const gate = await runGate(options);
  expectNoSecrets(gate);
  return { ...gate, requests: recipients(gate.simulator.requests) };
}

const isExchange = (recipient: string): boolean => recipient !== 'job';

describe.each(CREDENTIALS_KINDS)('with %s', (credentials) => {
  it.concurrent('a wait succeeds, and the log says where its values came from', async () => {
    const gate = await runSecretly({ credentials });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    const given = {
      token: 'token',
      'access-key': 'access_key',
      temporary: 'security_token',
      iam: 'identity_provider',
      sts: 'provider_urn',
    };
    const sources = gate.stdout.split('\n').filter((line) => /\bproject_id\b.*\bendpoint\b/.test(line));
    expect(sources).toEqual([naming(given[credentials])]);
  });

  it.concurrent('a failed job fails it, in the service’s own words', async () => {
    const gate = await runSecretly({ credentials, scenarios: ['install-master-fails'] });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([1, 'failed']);
    expect(gate.outputs['reason']).toEqual(naming('InstallMaster', 'etcd is not healthy'));
  });

  it.concurrent('several jobs are waited for side by side, with one exchange at most', async () => {
    const gate = await runSecretly({ credentials, scenarios: ['create-cluster', 'scaleup-cluster'] });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.requests.filter(isExchange)).toHaveLength(credentials === 'iam' || credentials === 'sts' ? 2 : 0);
  });
});

describe.each(['iam', 'sts'] as const)('keyless with %s', (credentials) => {
  it.concurrent('a wait survives that its credentials are revoked in the middle', async () => {
    const gate = await runSecretly({
      credentials,
      speed: 5,
      meanwhile: async ({ simulator }) => {
        await simulator.waitForRequests(5);
        simulator.revokeCredentials();
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.requests.filter(isExchange)).toEqual(['github', credentials, 'github', credentials]);
    // Each exchange has an ID token of its own.
    const bodies = gate.simulator.requests.map(({ body }) => body).filter((body) => body !== '');
    expect(new Set(bodies).size).toBe(2);
    expect(gate.stdout).toMatch(/\b401\b/);
  });

  it.concurrent('a wait outlives its credentials, which are renewed before they end', async () => {
    // The server's `Date`, by which lifetimes are reckoned, knows whole seconds only: longer than that, then.
    const identity = { tokenLifetimeMs: 3000, keyLifetimeMs: 3000 };
    const gate = await runSecretly({ credentials, speed: 1.5, identity });
    expect([gate.exitCode, gate.outputs['outcome'], gate.outputs['reason']]).toEqual([0, 'success', '']);
    expect(gate.requests.filter((each) => each === credentials).length).toBeGreaterThan(1);
    expect(gate.stdout).not.toMatch(/\b401\b/);
  });

  it.concurrent('an exchange that is refused ends the gate, after one try', async () => {
    const gate = await runSecretly({ credentials, identity: { trustedIssuer: 'https://token.example.com' } });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
    expect(gate.requests).toEqual(['github', credentials]);
    const setting = credentials === 'iam' ? 'identity_provider' : 'provider_urn';
    expect(gate.outputs['reason']).toEqual(
      naming('HTTP 401', credentials.toUpperCase(), 'The issuer of the ID token is unknown', setting),
    );
  });

  it.concurrent('an exchange that is in trouble is an outage, and is waited out', async () => {
    const gate = await runSecretly({
      credentials,
      prepare: ({ answerNext }) => {
        for (const path of ['/_apis/', credentials === 'iam' ? '/v3.0/' : '/v5/']) answerNext(json({}, 503), 1, path);
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.requests.slice(0, 6)).toEqual(['github', 'github', credentials, 'github', credentials, 'job']);
    expect(gate.stdout).toMatch(/GitHub.*HTTP 503/);
  });

  it.concurrent.each(['/_apis/', '/v'])(
    'a server that never answers at %s does not outlast the deadline',
    async (path) => {
      const gate = await runSecretly({
        credentials,
        inputs: { timeout: '1s' },
        measured: true,
        prepare: ({ answerNext }) => {
          answerNext(() => undefined, 100, path);
        },
      });
      expect([gate.exitCode, gate.outputs['outcome']]).toEqual([3, 'timed-out']);
      expect(gate.usage?.tookMs).toBeLessThan(1000 + 1000 + SLACK_MS);
    },
  );

  it.concurrent('without the permission nothing is sent, and its name is said', async () => {
    const gate = await runSecretly({ credentials, env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined } });
    expect([gate.exitCode, gate.outputs['outcome'], gate.requests]).toEqual([2, 'error', []]);
    expect(gate.outputs).toMatchObject({ reason: naming('id-token: write'), jobs: '[]' });
    expect(gate.summary).toBe('');
  });

  it.concurrent('a service that is refused for good ends the gate after one renewal', async () => {
    const gate = await runSecretly({
      credentials,
      prepare: ({ answerNext }) => {
        answerNext(json({ error_code: 'APIG.0301', error_msg: 'no' }, 401), 9, '/jobs/');
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
    expect(gate.requests).toEqual(['github', credentials, 'job', 'github', credentials, 'job']);
  });
});

describe('a static token', () => {
  it.concurrent('that ends in the middle is said to have expired, and the job to run on', async () => {
    const gate = await runSecretly({
      speed: 5,
      meanwhile: async ({ simulator }) => {
        await simulator.waitForRequests(3);
        simulator.revokeCredentials();
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
    expect(gate.outputs['reason']).toEqual(
      naming('HTTP 401 APIG.0307', 'The token must be updated', 'request ID', 'expired', 'identity_provider'),
    );
    expect(gate.outputs['reason']).toMatch(STILL_RUNNING);
    expect(gate.outputs['phase']).not.toBe('Failed');
    expect(gate.summary).toEqual(naming('HTTP 401', 'APIG.0307'));
  });
});

describe('an access key', () => {
  it.concurrent.each([1, 2])('that is wrong ends the wait for %d jobs after exactly one request', async (jobs) => {
    const scenarios = ['create-cluster', 'scaleup-cluster'].slice(0, jobs);
    const inputs = { secret_key: 'wrongSecretKeyThatOpensNothing0123456789' };
    const gate = await runSecretly({ credentials: 'access-key', scenarios, inputs });
    expect([gate.exitCode, gate.outputs['outcome'], gate.requests]).toEqual([4, 'error', ['job']]);
    expect(gate.outputs['reason']).toEqual(naming('verify aksk signature fail', 'access_key', 'secret_key', 'five'));
  });

  it.concurrent(
    'that is revoked in the middle of many waits is not tried so often that it would be locked',
    async () => {
      const jobs = Array.from({ length: 12 }, (_, index) => `job-${index}`);
      let answered = 0;
      const held: (() => void)[] = [];
      const gate = await runSecretly({
        credentials: 'access-key',
        inputs: { job_id: jobs.join(',') },
        prepare: ({ answer }) => {
          answer((request, response) => {
            answered += 1;
            const uid = /[^/]+$/.exec(request.url ?? '')?.[0] ?? '';
            if (answered <= jobs.length) {
              json(jobDocument('Running', { metadata: { uid } }))(request, response);
              return;
            }
            // Refused together, so that none of them can learn from another.
            held.push(() => {
              json({ error_code: 'APIG.0301', error_msg: 'verify aksk signature fail' }, 401)(request, response);
            });
            if (held.length >= 4) for (const refuse of held.splice(0)) setImmediate(refuse);
          });
        },
      });
      expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
      expect(gate.requests).toHaveLength(jobs.length + 4);
    },
  );

  it.concurrent('of another project is forbidden, and is not tried again', async () => {
    const gate = await runSecretly({ credentials: 'access-key', inputs: { project_id: 'other' } });
    expect([gate.exitCode, gate.outputs['outcome'], gate.requests]).toEqual([4, 'error', ['job']]);
    expect(gate.outputs['reason']).toEqual(naming('access key', 'cce:job:get', 'project_id'));
  });

  it.concurrent.each(
    [3_600_000, -3_600_000].flatMap((offset) =>
      (['access-key', 'temporary', 'sts'] as const).map((credentials) => [credentials, offset] as const),
    ),
  )(
    '(%s) signs by the server’s clock where the runner’s is wrong by %d ms, and says so',
    async (credentials, clockOffsetMs) => {
      const gate = await runSecretly({ credentials, clockOffsetMs });
      expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
      const corrections = gate.stdout.split('\n').filter((line) => /\bclock\b/.test(line));
      expect(corrections).toEqual([expect.stringContaining(clockOffsetMs > 0 ? 'behind' : 'ahead')]);
    },
  );

  it.concurrent('whose security token a refusal quotes leaves no trace of it', async () => {
    const inputs = { secret_key: 'wrongSecretKeyThatOpensNothing0123456789' };
    const gate = await runSecretly({ credentials: 'temporary', inputs });
    expect([gate.exitCode, gate.requests]).toEqual([4, ['job']]);
    expect(gate.outputs['reason']).toContain('x-security-token:***');
  });
});

describe('the environment', () => {
  const NO_INPUTS = { access_key: '', secret_key: '', security_token: '', project_id: '' };

  it.concurrent.each([
    [
      'huaweicloud/auth-action',
      { HUAWEI_CLOUD_ACCESS_KEY_ID: PERMANENT_KEY.id, HUAWEI_CLOUD_SECRET_ACCESS_KEY: PERMANENT_KEY.secret },
      'HUAWEI_CLOUD_PROJECT_ID',
    ],
    [
      'the SDKs',
      {
        HUAWEICLOUD_SDK_AK: TEMPORARY_KEY.id,
        HUAWEICLOUD_SDK_SK: TEMPORARY_KEY.secret,
        HUAWEICLOUD_SDK_SECURITY_TOKEN: TEMPORARY_KEY.securityToken,
      },
      'HUAWEICLOUD_SDK_PROJECT_ID',
    ],
    ['OpenStack', { OS_ACCESS_KEY: PERMANENT_KEY.id, OS_SECRET_KEY: PERMANENT_KEY.secret }, 'OS_PROJECT_ID'],
  ])('as %s leaves it is enough, and its secrets are masked', async (_, env, project) => {
    const projectId = '089b2f9a3d80d3062f24c00ca4ed5cbd';
    const gate = await runSecretly({ inputs: { ...NO_INPUTS, token: '' }, env: { ...env, [project]: projectId } });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    const [id = '', secret = ''] = Object.keys(env);
    expect(gate.stdout).toEqual(naming(project, id, secret));
    for (const value of Object.values<string>(env).slice(1)) expect(gate.stdout).toContain(`::add-mask::${value}\n`);
  });

  it.concurrent('has its token masked and taken where no input gives credentials', async () => {
    const env = { OS_TOKEN: 'MIIsimulatorTokenThatOpensNothing0123456789' };
    const gate = await runSecretly({ inputs: { token: '' }, env });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.stdout).toEqual(naming(`::add-mask::${env.OS_TOKEN}\n`, 'OS_TOKEN'));
  });
});

describe('secrets', () => {
  /** What a gate has, never sends, and still must not show. */
  const UNSENT: Readonly<Partial<Record<CredentialsKind, string>>> = {
    'access-key': PERMANENT_KEY.secret,
    temporary: TEMPORARY_KEY.secret,
  };

  it.concurrent.each(CREDENTIALS_KINDS)(
    'that a service quotes in every encoding leave no trace (%s)',
    async (credentials) => {
      const gate = await runSecretly({
        credentials,
        prepare: ({ answerNext }) => {
          answerNext(
            (request, response) => {
              const { headers } = request;
              const secrets = [headers['x-auth-token'], headers['x-security-token'], UNSENT[credentials]];
              const forms = secrets
                .filter((each) => each !== undefined)
                .map(String)
                .flatMap((secret) => [
                  secret,
                  encodeURIComponent(secret),
                  Buffer.from(secret).toString('base64'),
                  Buffer.from(secret).toString('base64url'),
                ]);
              const body = { errorCode: forms[0], errorMessage: forms.join(' | ') };
              json(body, 400, { 'x-request-id': forms.join(' ') })(request, response);
            },
            1,
            '/jobs/',
          );
        },
      });
      expect(gate.exitCode).toBe(4);
      expect(gate.outputs['reason']).toContain('*** | ***');
    },
  );

  it.concurrent.each(['iam', 'sts'] as const)(
    'of an exchange are masked before they are used (%s)',
    async (credentials) => {
      const gate = await runSecretly({ credentials });
      const masked = [...gate.stdout.matchAll(/^::add-mask::(.*)$/gm)].map(([, secret]) => secret);
      const used = gate.simulator.requests.flatMap(({ headers }) => [
        headers['x-auth-token'],
        headers['x-security-token'],
      ]);
      for (const secret of new Set(used.filter((each) => each !== undefined))) expect(masked).toContain(secret);
      expect(masked).toContain(gate.simulator.identity.oidcRequestToken);
    },
  );
});

describe('a region', () => {
  const NO_ENDPOINTS = { endpoint: '', iam_endpoint: '', sts_endpoint: '' };

  it.concurrent.each<[CredentialsKind, string, Record<string, string>, string]>([
    ['token', 'eu-de', {}, 'cce.eu-de.otc.t-systems.com:443'],
    ['token', 'eu-nl', { service: 'ims' }, 'ims.eu-nl.otc.t-systems.com:443'],
    ['access-key', 'eu-west-0', {}, 'cce.eu-west-0.prod-cloud-ocb.orange-business.com:443'],
    ['access-key', 'eu-west-101', {}, 'cce.eu-west-101.myhuaweicloud.eu:443'],
    ['iam', 'eu-ch2', {}, 'iam-pub.eu-ch2.sc.otc.t-systems.com:443'],
    ['iam', 'cn-north-4', {}, 'iam.cn-north-4.myhuaweicloud.com:443'],
    ['sts', 'ap-southeast-1', {}, 'sts.ap-southeast-1.myhuaweicloud.com:443'],
  ])('leads %s in %s to the host of that region, and to no other', async (credentials, region, inputs, host) => {
    const { server, hosts } = recordingProxy();
    const gate = await runSecretly({
      credentials,
      inputs: { ...NO_ENDPOINTS, region, ...inputs },
      prepare: async ({ listen }) => ({ env: { https_proxy: `http://127.0.0.1:${await listen(server)}` } }),
    });
    expect([gate.exitCode, hosts]).toEqual([4, [host]]);
    // GitHub's endpoint is the simulator's, as the environment says.
    expect(gate.requests).toEqual(credentials === 'iam' || credentials === 'sts' ? ['github'] : []);
  });

  it.concurrent('that is unknown is a usage error that lists the known ones', async () => {
    const gate = await runSecretly({ inputs: { ...NO_ENDPOINTS, region: 'eu-central-1' } });
    expect([gate.exitCode, gate.requests]).toEqual([2, []]);
    expect(gate.outputs['reason']).toEqual(naming('region', 'eu-central-1', 'eu-de', 'eu-nl', 'eu-west-0'));
  });
});

describe('a usage error', () => {
  it.concurrent.each<[string, Record<string, string>]>([
    ['two authentication methods at once', { token: 'hunter2', access_key: 'A', secret_key: 'hunter2' }],
    ['half a key', { access_key: 'A', token: '' }],
    ['a secret with a blank', { token: 'hunter 2' }],
    ['a password in a URL', { endpoint: 'https://u:hunter2@cce.example.com' }],
  ])('sends nothing and shows no secret: %s', async (_, inputs) => {
    const { exitCode, outputs, summary, stdout, requests } = await runSecretly({ inputs });
    expect([exitCode, outputs['outcome'], outputs['jobs'], requests]).toEqual([2, 'error', '[]', []]);
    expect(summary).toBe('');
    expect(stdout.replace(/^::add-mask::.*$/gm, '') + JSON.stringify(outputs)).not.toContain('hunter');
  });
});
