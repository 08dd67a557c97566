import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { VERSION } from '../../src/base/version.js';
import { jobDocument, json } from './support/answers.js';
import { certificateFor, type Certificate } from './support/certificate.js';
import { runGate, SLACK_MS } from './support/gate.js';
import { annotationsIn } from './support/log.js';
import { listen, ownHeaders, portOf } from './support/servers.js';

const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

const proxyEnvironment = (port: number): Record<string, string> =>
  Object.fromEntries(PROXY_VARIABLES.map((name) => [name, `http://127.0.0.1:${port}`]));

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
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Success')));
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
    const trap = await listen();
    try {
      const gate = await runGate({ env: proxyEnvironment(trap.port) });
      expect(gate.exitCode).toBe(0);
      expect(trap.connections).toBe(0);
    } finally {
      await trap.close();
    }
  });
});

describe('a redirect', () => {
  it.concurrent.each([300, 301, 302, 303, 304, 307, 308])('%d is never followed', async (status) => {
    const trap = await listen();
    try {
      const gate = await runGate({
        prepare: ({ answerNext }) => {
          answerNext(json({}, status, { location: `http://127.0.0.1:${trap.port}/elsewhere?token=1` }), Infinity);
        },
      });
      expect(gate.exitCode).toBe(4);
      expect(gate.outputs['reason']).toContain(`HTTP ${status}: a redirect to 127.0.0.1:${trap.port}`);
      expect(gate.outputs['reason']).toContain('a redirect is never followed');
      expect(gate.outputs['reason']).not.toContain('elsewhere');
      expect(gate.simulator.requests).toHaveLength(1);
      expect(trap.connections).toBe(0);
    } finally {
      await trap.close();
    }
  });

  it.concurrent.each(['/relative', 'https://[', ''])('to %p is none either', async (location) => {
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext(json({}, 302, { location }), Infinity);
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toContain('HTTP 302: a redirect');
    expect(gate.simulator.requests).toHaveLength(1);
  });
});

describe('over TLS', () => {
  const HOST = 'cce.test-region.example.com';
  const ENDPOINT = `https://${HOST}`;

  /** A job API behind TLS, and a proxy whose every tunnel leads there, whatever it is asked for. */
  async function withCloud<T>(
    certificate: Certificate,
    use: (cloud: { proxy: string; requests: IncomingMessage[]; tunnels: string[]; trusted: string }) => Promise<T>,
  ): Promise<T> {
    const requests: IncomingMessage[] = [];
    const tunnels: string[] = [];
    const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-tls-'));
    const trusted = join(folder, 'ca.pem');
    writeFileSync(trusted, certificate.cert);
    const api = createHttpsServer(certificate, (request, response) => {
      requests.push(request);
      json(jobDocument(requests.length < 4 ? 'Running' : 'Success'))(request, response);
    });
    const proxy = createHttpServer().on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      const onward = connect(portOf(api), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
    });
    for (const server of [api, proxy]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    try {
      return await use({ proxy: `http://127.0.0.1:${portOf(proxy)}`, requests, tunnels, trusted });
    } finally {
      api.close();
      api.closeAllConnections();
      proxy.close();
      proxy.closeAllConnections();
      rmSync(folder, { recursive: true });
    }
  }

  it.concurrent.each(['http://127.0.0.1', 'localhost'])(
    'a request goes through the proxy, named as %s:port, in one tunnel, to a server with a certificate that holds',
    async (name) => {
      await withCloud(certificateFor(HOST), async ({ proxy, requests, tunnels, trusted }) => {
        const gate = await runGate({
          inputs: { endpoint: ENDPOINT },
          env: { https_proxy: proxy.replace('http://127.0.0.1', name), NODE_EXTRA_CA_CERTS: trusted },
        });
        expect(gate.outputs['reason']).toBe('');
        expect(gate.exitCode).toBe(0);
        expect(requests).toHaveLength(4);
        for (const request of requests) expect(ownHeaders(request)).toEqual(headersOf(gate.simulator.token));
        expect(tunnels).toEqual([`${HOST}:443`]);
      });
    },
  );

  it.concurrent.each([
    ['that nobody vouches for', HOST, false, ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS']],
    ['of another host', 'other.example.com', true, ['ERR_TLS_CERT_ALTNAME_INVALID', 'belongs to another host']],
  ])('a certificate %s ends it at once, and no request is sent', async (_, host, trusting, words) => {
    await withCloud(certificateFor(host), async ({ proxy, requests, tunnels, trusted }) => {
      const gate = await runGate({
        inputs: { endpoint: ENDPOINT },
        env: { https_proxy: proxy, ...(trusting ? { NODE_EXTRA_CA_CERTS: trusted } : {}) },
      });
      expect(gate.exitCode).toBe(4);
      for (const word of words) expect(gate.outputs['reason']).toContain(word);
      expect(requests).toHaveLength(0);
      expect(tunnels).toHaveLength(1);
    });
  });

  it.concurrent('NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing about that, and a warning names it', async () => {
    await withCloud(certificateFor(HOST), async ({ proxy, requests }) => {
      const gate = await runGate({
        inputs: { endpoint: ENDPOINT },
        env: { https_proxy: proxy, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      });
      expect(gate.exitCode).toBe(4);
      expect(gate.outputs['reason']).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
      expect(requests).toHaveLength(0);
      expect(annotationsIn(gate.stdout, 'warning')).toEqual([
        expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect'),
      ]);
    });
  });

  it.concurrent('a proxy that wants credentials ends it at once', async () => {
    const proxy = await listen((socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    });
    try {
      const gate = await runGate({ inputs: { endpoint: ENDPOINT }, env: proxyEnvironment(proxy.port) });
      expect(gate.exitCode).toBe(4);
      expect(gate.outputs['reason']).toContain('HTTP 407: the proxy answered 407.');
      expect(gate.outputs['reason']).toContain('put them into https_proxy');
      expect(proxy.connections).toBe(1);
    } finally {
      await proxy.close();
    }
  });

  it.concurrent('a proxy that is out of order is an outage', async () => {
    const proxy = await listen((socket) => {
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
    });
    try {
      const gate = await runGate({
        inputs: { endpoint: ENDPOINT, outage_tolerance: '1s' },
        env: proxyEnvironment(proxy.port),
      });
      expect(gate.exitCode).toBe(4);
      expect(gate.outputs['reason']).toMatch(/^No usable answer for .*the proxy answered 502/);
      expect(proxy.connections).toBeGreaterThan(1);
    } finally {
      await proxy.close();
    }
  });

  it.concurrent('a proxy that accepts the tunnel and says nothing does not keep the gate', async () => {
    const proxy = await listen();
    const startedAt = performance.now();
    try {
      const gate = await runGate({
        inputs: { endpoint: ENDPOINT, timeout: '1500ms' },
        env: proxyEnvironment(proxy.port),
      });
      expect(gate.exitCode).toBe(3);
      expect(performance.now() - startedAt).toBeLessThan(1500 + 1000 + 2 * SLACK_MS);
    } finally {
      await proxy.close();
    }
  });
});
