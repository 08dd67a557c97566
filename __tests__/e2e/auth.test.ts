/** Every way of authenticating, end to end with the bundle. */
import { describe, expect, it } from '@jest/globals';

import { jobDocument, json } from './support/answers.js';
import { expectNoSecrets, PERMANENT_KEY, runAuthGate, TEMPORARY_KEY, WAYS, type Way } from './support/auth.js';
import { recordTunnels } from './support/tunnels.js';

/** A gate that authenticates in its way, and sees its job through. */
const SLOW = { scenarios: ['create-cluster'], speed: 5 };

describe.each(WAYS)('with %s', (way) => {
  it.concurrent('a wait succeeds, and says where its values came from', async () => {
    const gate = await runAuthGate({ way });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.stdout).toMatch(
      /^ {2}from {6}project: input project_id; endpoint: input endpoint; credentials: inputs? /m,
    );
    expectNoSecrets(gate);
  });

  it.concurrent('a failed job fails it, in the service’s own words', async () => {
    const gate = await runAuthGate({ way, scenarios: ['install-master-fails'] });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([1, 'failed']);
    expect(gate.outputs['reason']).toContain('InstallMaster failed: ');
    expectNoSecrets(gate);
  });

  it.concurrent('several jobs are waited for side by side', async () => {
    const scenarios = ['create-cluster', 'scaleup-cluster'];
    const gate = await runAuthGate({ way, scenarios });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.requests.filter((kind) => kind !== 'job')).toHaveLength(way === 'iam' || way === 'sts' ? 2 : 0);
  });
});

describe.each(['iam', 'sts'] as const)('keyless with %s', (way) => {
  it.concurrent('a wait survives that its credentials are revoked in the middle', async () => {
    const gate = await runAuthGate({
      ...SLOW,
      way,
      meanwhile: async (simulator) => {
        await simulator.waitForRequests(5);
        simulator.revokeCredentials();
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.requests.filter((kind) => kind !== 'job')).toEqual(['github', way, 'github', way]);
    expect(gate.stdout).toMatch(/Renewed the credentials after a 401, good for \d+h/);
    expect(new Set(gate.simulator.requests.map(({ body }) => body).filter((body) => body !== '')).size).toBe(2);
    expectNoSecrets(gate);
  });

  it.concurrent('a wait outlives its credentials, which are renewed before they end', async () => {
    // The server's `Date`, by which lifetimes are reckoned, knows whole seconds only: longer than that, then.
    const identity = { tokenLifetimeMs: 3000, keyLifetimeMs: 3000 };
    const gate = await runAuthGate({ way, speed: 1.5, identity });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.requests.filter((kind) => kind === way).length).toBeGreaterThan(1);
    expect(gate.stdout).toContain('Renewed the credentials ahead of their end, good for ');
    expect(gate.outputs['reason']).toBe('');
    expectNoSecrets(gate);
  });

  it.concurrent('an exchange that is refused ends the gate, after one try', async () => {
    const gate = await runAuthGate({ way, identity: { trustedIssuer: 'https://token.example.com' } });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
    expect(gate.requests).toEqual(['github', way]);
    expect(gate.outputs['reason']).toMatch(
      /^HTTP 401 .*: (IAM|STS): The issuer of the ID token is unknown\. .*Check .* The cloud job may still be running\.$/,
    );
    expectNoSecrets(gate);
  });

  it.concurrent('an exchange that is in trouble is an outage, and is waited out', async () => {
    const gate = await runAuthGate({
      way,
      prepare: (simulator) => {
        const busy = (path: string): void => {
          simulator.answerNext((_, response) => response.writeHead(503).end('{}'), 1, path);
        };
        busy('/_apis/');
        busy(way === 'iam' ? '/v3.0/' : '/v5/');
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.requests.slice(0, 6)).toEqual(['github', 'github', way, 'github', way, 'job']);
    expect(gate.stdout).toContain("No usable answer: GitHub's OIDC provider: HTTP 503");
  });

  it.concurrent.each(['/_apis/', '/v'])(
    'a server that never answers at %s does not outlast the deadline',
    async (path) => {
      const gate = await runAuthGate({
        way,
        inputs: { timeout: '1s' },
        prepare: (simulator) => {
          simulator.answerNext(() => undefined, 100, path);
        },
      });
      expect([gate.exitCode, gate.outputs['outcome']]).toEqual([3, 'timed-out']);
      expect(gate.durationMs).toBeLessThan(4000);
    },
  );

  it.concurrent('without the permission nothing is sent, and its name is said', async () => {
    const gate = await runAuthGate({ way, env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined } });
    expect([gate.exitCode, gate.outputs['outcome'], gate.requests]).toEqual([2, 'error', []]);
    expect(gate.outputs['reason']).toContain('Missing permissions: id-token: write.');
    expect(gate.outputs['jobs']).toBe('[]');
    expect(gate.summary).toBe('');
  });

  it.concurrent('a service that is refused for good ends the gate after one renewal', async () => {
    const gate = await runAuthGate({
      way,
      prepare: (simulator) => {
        const refuse = JSON.stringify({ error_code: 'APIG.0301', error_msg: 'no' });
        simulator.answerNext((_, response) => response.writeHead(401).end(refuse), 9, '/jobs/');
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
    expect(gate.requests).toEqual(['github', way, 'job', 'github', way, 'job']);
  });
});

describe('a static token', () => {
  it.concurrent('that ends in the middle is said to have expired, and the job to run on', async () => {
    const gate = await runAuthGate({
      ...SLOW,
      way: 'token',
      meanwhile: async (simulator) => {
        await simulator.waitForRequests(3);
        simulator.revokeCredentials();
      },
    });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
    expect(gate.outputs['reason']).toMatch(
      /^HTTP 401 APIG\.0307: The token must be updated\. \(request ID \w+\)\. The token expired after \d+m?s \(or was revoked\): .* The cloud job may still be running\.$/,
    );
    expect(gate.outputs['phase']).not.toBe('Failed');
    expect(gate.summary).toContain('The token expired after');
    expectNoSecrets(gate);
  });
});

describe('an access key', () => {
  it.concurrent.each([1, 2])('that is wrong ends the wait for %d jobs after exactly one request', async (jobs) => {
    const scenarios = ['create-cluster', 'scaleup-cluster'].slice(0, jobs);
    const inputs = { secret_key: 'wrongSecretKeyThatOpensNothing0123456789' };
    const gate = await runAuthGate({ way: 'access-key', scenarios, inputs });
    expect([gate.exitCode, gate.outputs['outcome'], gate.requests]).toEqual([4, 'error', ['job']]);
    expect(gate.outputs['reason']).toContain('verify aksk signature fail');
    expect(gate.outputs['reason']).toContain('Check access_key and secret_key');
    expect(gate.outputs['reason']).toContain('five wrong tries lock a key for five minutes');
    expectNoSecrets(gate);
  });

  it.concurrent(
    'that is revoked in the middle of many waits is not tried so often that it would be locked',
    async () => {
      const jobs = Array.from({ length: 12 }, (_, index) => `job-${index}`);
      let answered = 0;
      const held: (() => void)[] = [];
      const gate = await runAuthGate({
        way: 'access-key',
        inputs: { job_id: jobs.join(',') },
        prepare: ({ answerNext }) => {
          answerNext((request, response) => {
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
          }, Infinity);
        },
      });
      expect([gate.exitCode, gate.outputs['outcome']]).toEqual([4, 'error']);
      expect(gate.requests).toHaveLength(jobs.length + 4);
    },
  );

  it.concurrent('of another project is forbidden, and is not tried again', async () => {
    const gate = await runAuthGate({ way: 'access-key', inputs: { project_id: 'other' } });
    expect([gate.exitCode, gate.outputs['outcome'], gate.requests]).toEqual([4, 'error', ['job']]);
    expect(gate.outputs['reason']).toContain('Grant the owner of the access key cce:job:get');
  });

  it.concurrent.each([
    [3_600_000, 'behind'],
    [-3_600_000, 'ahead of'],
  ])('signs by the server’s clock where the runner’s is wrong by %d ms, and says so', async (clockOffsetMs, words) => {
    for (const way of ['access-key', 'temporary', 'sts'] as const) {
      const gate = await runAuthGate({ way, clockOffsetMs });
      expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
      const told = gate.stdout.match(/The runner's clock is \w+ (?:\w+ )?(behind|ahead of) the server's/g) ?? [];
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(words);
    }
  });

  it.concurrent('whose security token a refusal quotes leaves no trace of it', async () => {
    const gate = await runAuthGate({
      way: 'temporary',
      inputs: { secret_key: 'wrongSecretKeyThatOpensNothing0123456789' },
    });
    expect([gate.exitCode, gate.requests]).toEqual([4, ['job']]);
    expect(gate.outputs['reason']).toContain('x-security-token:***');
    expectNoSecrets(gate);
  });
});

describe('the environment', () => {
  const without = ['access_key', 'secret_key', 'security_token', 'project_id'];

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
  ])('as %s leave it is enough', async (_, env, project) => {
    const projectId = '089b2f9a3d80d3062f24c00ca4ed5cbd';
    const gate = await runAuthGate({ way: 'temporary', without, env: { ...env, [project]: projectId } });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.stdout).toContain(
      `  from      project: environment variable ${project}; endpoint: input endpoint; credentials: environment variables `,
    );
    for (const [, secret] of Object.entries<string>(env).slice(1)) {
      expect(gate.stdout).toContain(`::add-mask::${secret}
`);
    }
    expectNoSecrets(gate);
  });

  it.concurrent('has its token masked and taken where no input gives credentials', async () => {
    const env = { OS_TOKEN: 'MIIsimulatorTokenThatOpensNothing0123456789' };
    const gate = await runAuthGate({ way: 'token', without: ['token'], env });
    expect([gate.exitCode, gate.outputs['outcome']]).toEqual([0, 'success']);
    expect(gate.stdout).toContain('credentials: environment variable OS_TOKEN');
    expectNoSecrets(gate);
  });
});

describe('secrets', () => {
  /** What a gate sends, and what it never sends and still must not show. */
  const INPUTS: Readonly<Record<Way, readonly string[]>> = {
    token: [],
    'access-key': [PERMANENT_KEY.secret],
    temporary: [TEMPORARY_KEY.secret],
    iam: [],
    sts: [],
  };

  it.concurrent.each(WAYS)('that a service quotes in every encoding leave no trace (%s)', async (way) => {
    const gate = await runAuthGate({
      way,
      prepare: (simulator) => {
        simulator.answerNext(
          ({ headers }, response) => {
            const sent = [headers['x-auth-token'], headers['x-security-token']].filter((each) => each !== undefined);
            const forms = [...sent.map(String), ...INPUTS[way]].flatMap((secret) => [
              secret,
              encodeURIComponent(secret),
              Buffer.from(secret).toString('base64'),
              Buffer.from(secret).toString('base64url'),
            ]);
            response.writeHead(400, { 'x-request-id': forms.join(' ') });
            response.end(JSON.stringify({ errorCode: forms[0], errorMessage: forms.join(' | ') }));
          },
          1,
          '/jobs/',
        );
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toContain('*** | ***');
    expectNoSecrets(gate);
  });

  it.concurrent('are masked before anything else is printed, those of an exchange before they are used', async () => {
    for (const way of ['iam', 'sts'] as const) {
      const gate = await runAuthGate({ way });
      const masked = [...gate.stdout.matchAll(/^::add-mask::(.*)$/gm)].map(([, secret]) => secret);
      const used = gate.simulator.requests.flatMap(({ headers }) => [
        headers['x-auth-token'],
        headers['x-security-token'],
      ]);
      for (const secret of new Set(used.filter((each) => each !== undefined))) expect(masked).toContain(secret);
      expect(masked).toContain(gate.simulator.identity.oidcRequestToken);
    }
  });
});

describe('a region', () => {
  const without = ['endpoint', 'iam_endpoint', 'sts_endpoint'];

  it.each<[Way, string, Record<string, string>, string[]]>([
    ['token', 'eu-de', {}, ['cce.eu-de.otc.t-systems.com:443']],
    ['token', 'eu-nl', { service: 'ims' }, ['ims.eu-nl.otc.t-systems.com:443']],
    ['access-key', 'eu-west-0', {}, ['cce.eu-west-0.prod-cloud-ocb.orange-business.com:443']],
    ['access-key', 'eu-west-101', {}, ['cce.eu-west-101.myhuaweicloud.eu:443']],
    ['iam', 'eu-ch2', {}, ['iam-pub.eu-ch2.sc.otc.t-systems.com:443']],
    ['iam', 'cn-north-4', {}, ['iam.cn-north-4.myhuaweicloud.com:443']],
    ['sts', 'ap-southeast-1', {}, ['sts.ap-southeast-1.myhuaweicloud.com:443']],
  ])('leads %s in %s to the hosts of that region, and to no other', async (way, region, inputs, hosts) => {
    const tunnels = await recordTunnels();
    try {
      const env = { https_proxy: tunnels.url };
      const gate = await runAuthGate({ way, inputs: { region, ...inputs }, without, env });
      expect([gate.exitCode, tunnels.hosts]).toEqual([4, hosts]);
      expect(gate.stdout).toContain('endpoint: input region');
      // GitHub's endpoint is the simulator's, as the environment says.
      expect(gate.requests).toEqual(way === 'iam' || way === 'sts' ? ['github'] : []);
    } finally {
      await tunnels.close();
    }
  });

  it.concurrent('that is unknown is a usage error that lists the known ones', async () => {
    const gate = await runAuthGate({ way: 'token', inputs: { region: 'eu-central-1' }, without });
    expect([gate.exitCode, gate.requests]).toEqual([2, []]);
    expect(gate.outputs['reason']).toMatch(/^Input region is "eu-central-1": known are eu-de, eu-nl and eu-ch2/);
  });
});

describe('a usage error', () => {
  it.each<[string, Record<string, string>]>([
    ['two ways at once', { token: 'hunter2', access_key: 'A', secret_key: 'hunter2' }],
    ['half a way', { access_key: 'A', token: '' }],
    ['a secret with a blank', { token: 'hunter 2' }],
    ['a password in a URL', { endpoint: 'https://u:hunter2@cce.example.com' }],
  ])('sends nothing and shows no secret: %s', async (_, inputs) => {
    const gate = await runAuthGate({ way: 'token', inputs });
    expect([gate.exitCode, gate.outputs['outcome'], gate.outputs['jobs'], gate.requests]).toEqual([
      2,
      'error',
      '[]',
      [],
    ]);
    expect(gate.summary).toBe('');
    expect(gate.stdout.replace(/^::add-mask::.*$/gm, '') + JSON.stringify(gate.outputs)).not.toContain('hunter');
  });
});
