import type { IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer } from 'node:net';

import { describe, expect, it } from '@jest/globals';

import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { VERSION } from '../../src/base/version.js';
import { naming } from '../support/naming.js';
import { jobDocument, json } from './support/answers.js';
import { Authority, trusting } from './support/certificates.js';
import { runGate, SLACK_MS, type Overrides } from './support/gate.js';
import { annotationsIn } from './support/log.js';
import { connectProxy, recordingProxy, tunnelTo } from './support/proxies.js';
import { muteServer, ownHeaders, type Fixture } from './support/fixture.js';

const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

const proxyEnvironment = (url: string): Record<string, string> =>
  Object.fromEntries(PROXY_VARIABLES.map((name) => [name, url]));

const headersOf = (token: string): Record<string, string> => ({
  'content-type': 'application/json',
  accept: 'application/json',
  'accept-encoding': 'identity',
  'x-auth-token': token,
  'user-agent': `cloud-job-gate/${VERSION}`,
});

describe('a request', () => {
  it.concurrent.each(['create-cluster', 'copy-image'])('for %s is this one, each time', async (name) => {
    const gate = await runGate({ scenarios: [name] });
    const { requests, projectId, token } = gate.simulator;
    const jobId = scenarioNamed(name).job.id;
    const path =
      name === 'copy-image' ? `/v1/${projectId}/jobs/${jobId}` : `/api/v3/projects/${projectId}/jobs/${jobId}`;
    expect(requests.length).toBeGreaterThan(1);
    for (const request of requests) {
      expect(request).toMatchObject({ method: 'GET', path });
      expect(ownHeaders(request)).toEqual(headersOf(token));
    }
  });

  it.concurrent.each([
    ['/base/path', '/base/path'],
    ['/base/path/', '/base/path'],
    ['/a%20b/%2f', '/a%20b/%2f'],
    ['/', ''],
  ])('keeps the base path of the endpoint: %s', async (given, kept) => {
    const gate = await runGate({
      basePath: given,
      prepare: ({ answer }) => {
        answer(json(jobDocument('Success')));
      },
    });
    expect(gate.exitCode).toBe(0);
    const { requests, projectId } = gate.simulator;
    expect(requests.map(({ path }) => path)).toEqual([
      `${kept}/api/v3/projects/${projectId}/jobs/${scenarioNamed('create-cluster').job.id}`,
    ]);
  });

  it.concurrent.each(['localhost', '127.0.0.1', '127.1', '0x7f.1'])('reaches plain http on %s', async (host) => {
    const gate = await runGate({ host });
    expect(gate.exitCode).toBe(0);
  });

  it.concurrent('to loopback is direct, whatever proxies there are', async () => {
    const gate = await runGate({ prepare: ({ trap }) => ({ env: proxyEnvironment(trap.href) }) });
    expect(gate.exitCode).toBe(0);
  });
});

describe('a redirect', () => {
  it.concurrent.each([300, 301, 302, 303, 304, 307, 308])('%d is never followed', async (status) => {
    let host = '';
    const gate = await runGate({
      prepare: ({ answer, trap }) => {
        ({ host } = trap);
        answer(json({}, status, { location: new URL('/elsewhere?token=1', trap).href }));
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toEqual(naming(`HTTP ${status}`, host, 'endpoint'));
    expect(gate.outputs['reason']).not.toContain('elsewhere');
    expect(gate.simulator.requests).toHaveLength(1);
  });

  it.concurrent.each(['/relative', 'https://[', ''])('to %p is none either', async (location) => {
    const gate = await runGate({
      prepare: ({ answer }) => {
        answer(json({}, 302, { location }));
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toContain('HTTP 302');
    expect(gate.simulator.requests).toHaveLength(1);
  });
});

describe('over TLS', () => {
  const HOST = 'cce.test-region.example.com';
  const ENDPOINT = `https://${HOST}`;

  /** A job API behind TLS, and a proxy whose every tunnel leads there, whatever host it is asked for. */
  class FarCloud {
    readonly requests: IncomingMessage[] = [];
    readonly tunnels: string[] = [];

    /** @param certified the host of its certificate, whose authority the runner trusts, or does not */
    async startOn(
      fixture: Fixture,
      certified = HOST,
      trusted = true,
    ): Promise<Required<Pick<Overrides, 'endpoint' | 'env'>>> {
      const authority = await Authority.create();
      const api = createHttpsServer(await authority.issue(certified), (request, response) => {
        this.requests.push(request);
        json(jobDocument(this.requests.length < 4 ? 'Running' : 'Success'))(request, response);
      });
      const open = tunnelTo(await fixture.listen(api));
      const proxy = connectProxy((request, client) => {
        this.tunnels.push(request.url ?? '');
        open(request, client);
      });
      const env = { https_proxy: `http://127.0.0.1:${await fixture.listen(proxy)}` };
      return { endpoint: ENDPOINT, env: { ...env, ...(trusted ? trusting(authority, fixture.folder) : {}) } };
    }
  }

  it.concurrent.each(['http://127.0.0.1', 'localhost'])(
    'a request goes through the proxy, named as %s:port, in one tunnel, to a server with a certificate that holds',
    async (name) => {
      const cloud = new FarCloud();
      const gate = await runGate({
        prepare: async (fixture) => {
          const { endpoint, env } = await cloud.startOn(fixture);
          const proxy = env['https_proxy']?.replace('http://127.0.0.1', name);
          return { endpoint, env: { ...env, https_proxy: proxy } };
        },
      });
      expect([gate.exitCode, gate.outputs['reason']]).toEqual([0, '']);
      expect(cloud.requests).toHaveLength(4);
      for (const request of cloud.requests) expect(ownHeaders(request)).toEqual(headersOf(gate.simulator.token));
      expect(cloud.tunnels).toEqual([`${HOST}:443`]);
    },
  );

  it.concurrent.each([
    ['that nobody vouches for', HOST, false, ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS']],
    ['of another host', 'other.example.com', true, ['ERR_TLS_CERT_ALTNAME_INVALID', HOST]],
  ])('a certificate %s ends it at once, and no request is sent', async (_, certified, trusted, names) => {
    const cloud = new FarCloud();
    const gate = await runGate({ prepare: (fixture) => cloud.startOn(fixture, certified, trusted) });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toEqual(naming(...names));
    expect(cloud.requests).toHaveLength(0);
    expect(cloud.tunnels).toHaveLength(1);
  });

  it.concurrent('NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing about that, and a warning names it', async () => {
    const cloud = new FarCloud();
    const gate = await runGate({
      prepare: async (fixture) => {
        const { endpoint, env } = await cloud.startOn(fixture, HOST, false);
        return { endpoint, env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } };
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toContain('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(cloud.requests).toHaveLength(0);
    expect(annotationsIn(gate.stdout, 'warning')).toEqual([naming('NODE_TLS_REJECT_UNAUTHORIZED')]);
  });

  it.concurrent('a proxy that wants credentials ends it at once', async () => {
    const { server, hosts } = recordingProxy();
    const gate = await runGate({
      endpoint: ENDPOINT,
      prepare: async ({ listen }) => ({ env: proxyEnvironment(`http://127.0.0.1:${await listen(server)}`) }),
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toEqual(naming('HTTP 407', 'https_proxy'));
    expect(hosts).toHaveLength(1);
  });

  it.concurrent('a proxy that is out of order is an outage', async () => {
    let connections = 0;
    const proxy = createServer((socket) => {
      connections += 1;
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
    });
    const gate = await runGate({
      endpoint: ENDPOINT,
      inputs: { outage_tolerance: '1s' },
      prepare: async ({ listen }) => ({ env: proxyEnvironment(`http://127.0.0.1:${await listen(proxy)}`) }),
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toEqual(naming('502', 'https_proxy'));
    expect(connections).toBeGreaterThan(1);
  });

  it.concurrent('a proxy that accepts the tunnel and says nothing does not keep the gate', async () => {
    const gate = await runGate({
      endpoint: ENDPOINT,
      inputs: { timeout: '1s' },
      measured: true,
      prepare: async ({ listen }) => ({ env: proxyEnvironment(`http://127.0.0.1:${await listen(muteServer())}`) }),
    });
    expect(gate.exitCode).toBe(3);
    expect(gate.usage?.tookMs).toBeLessThan(1000 + 1000 + SLACK_MS);
  });
});
