import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';

import { Authority, trusting } from '../../e2e/support/certificates.js';
import { connectProxy, tunnelTo, wantsCredentials, type OnConnect } from '../../e2e/support/proxies.js';
import { IMPATIENT, type Fault, type FaultGroup, type Overrides, type Fixture } from '../fault.js';

/** A name that only the proxies of this suite know: `.test` never resolves (RFC 6761). */
const FAR_HOST = 'cce.eu-de.cloud.test';
const CREDENTIALS = { user: 'build', password: 'pr0xy pass', encoded: 'build:pr0xy%20pass' };

const succeed =
  ({ success }: Fixture): RequestListener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(success);

/** An HTTPS server on loopback, with a certificate of a fresh authority, and the environment that trusts it. */
async function secureServer(
  fixture: Fixture,
  name: string,
  { days, listener = succeed(fixture) }: { days?: number; listener?: RequestListener } = {},
): Promise<{ port: number; trust: ReturnType<typeof trusting> }> {
  const authority = await Authority.create();
  const port = await fixture.listen(createServer(await authority.issue(name, days), listener));
  return { port, trust: trusting(authority, fixture.folder) };
}

/** A fault of the certificate of a server on loopback. */
function certificate(
  name: string,
  { host, days, trusted, says }: { host: string; days?: number; trusted: boolean; says: string },
): Fault {
  return {
    name,
    prepare: async (fixture) => {
      const { port, trust } = await secureServer(fixture, host, days === undefined ? {} : { days });
      return { endpoint: `https://localhost:${port}`, env: trusted ? trust : {} };
    },
    outcome: 'error',
    says,
    requests: 0,
  };
}

/** A proxy before a far host. */
async function behindProxy(
  fixture: Fixture,
  onConnect: (port: number) => OnConnect,
  more: Overrides = {},
): Promise<Overrides> {
  const { port, trust } = await secureServer(fixture, FAR_HOST);
  const proxyPort = await fixture.listen(connectProxy(onConnect(port)));
  const env = { https_proxy: `http://${CREDENTIALS.encoded}@127.0.0.1:${proxyPort}`, ...trust };
  return { endpoint: `https://${FAR_HOST}`, env, ...more };
}

/** A proxy that does not let the gate through. */
function proxyFault(name: string, onConnect: OnConnect, says: string | RegExp): Fault {
  const prepare = (fixture: Fixture): Promise<Overrides> =>
    behindProxy(fixture, () => onConnect, { inputs: IMPATIENT });
  return { name, prepare, outcome: 'error', says, requests: 0 };
}

/** TLS, and proxies on the way to it. */
export const tls: FaultGroup = {
  heading: 'TLS and proxies',
  faults: [
    {
      name: 'a certificate of a private CA that the runner knows',
      prepare: async (fixture) => {
        const { port, trust } = await secureServer(fixture, 'localhost');
        return { endpoint: `https://localhost:${port}`, env: trust };
      },
      outcome: 'success',
    },
    certificate('a certificate of a CA that the runner does not know', {
      host: 'localhost',
      trusted: false,
      says: 'NODE_EXTRA_CA_CERTS',
    }),
    certificate('an expired certificate', { host: 'localhost', days: -1, trusted: true, says: 'CERT_HAS_EXPIRED' }),
    certificate("another host's certificate", {
      host: 'elsewhere.test',
      trusted: true,
      says: 'ERR_TLS_CERT_ALTNAME_INVALID',
    }),
    {
      name: 'plain HTTP where TLS was expected',
      prepare: (fixture) => ({ endpoint: fixture.simulator.endpoint.replace('http:', 'https:') }),
      outcome: 'error',
      says: /does not speak TLS at this port/,
      requests: 0,
    },
    {
      name: 'a host that does not resolve',
      prepare: () => ({ endpoint: `https://${FAR_HOST}` }),
      outcome: 'error',
      says: /ENOTFOUND|EAI_AGAIN/,
      requests: 0,
    },
    {
      name: 'a proxy with credentials lets the gate through',
      prepare: (fixture) =>
        behindProxy(fixture, (port) => (request, client) => {
          const expected = Buffer.from(`${CREDENTIALS.user}:${CREDENTIALS.password}`).toString('base64');
          if (request.headers['proxy-authorization'] === `Basic ${expected}`) tunnelTo(port)(request, client);
          else wantsCredentials(request, client);
        }),
      outcome: 'success',
      requests: 0,
    },
    {
      name: 'no_proxy leads past a proxy that would refuse',
      prepare: (fixture) =>
        behindProxy(fixture, () => (_, client) => client.destroy(), {
          env: { https_proxy: 'http://127.0.0.1:9', no_proxy: '.cloud.test' },
        }),
      outcome: 'error',
      says: /ENOTFOUND|EAI_AGAIN/,
      requests: 0,
    },
    {
      name: 'a proxy of another kind, and no request that goes through it',
      prepare: () => ({ env: { https_proxy: 'socks5://127.0.0.1:9' } }),
      outcome: 'success',
      says: 'Success',
    },
    {
      name: 'a proxy of another kind, and an OIDC token that would come through it',
      prepare: ({ simulator }) => ({
        inputs: {
          token: '',
          identity_provider: simulator.identity.identityProvider,
          iam_endpoint: simulator.endpoint,
        },
        env: {
          ...simulator.oidcEnvironment,
          ACTIONS_ID_TOKEN_REQUEST_URL: `https://${FAR_HOST}/token`,
          https_proxy: 'socks5://127.0.0.1:9',
        },
      }),
      outcome: 'error',
      says: 'https_proxy',
      requests: 0,
    },
    proxyFault('the proxy wants other credentials (407)', wantsCredentials, 'HTTP 407'),
    proxyFault(
      'the proxy refuses the host (403)',
      (_, client) => client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
      /\b403\b/,
    ),
    proxyFault('the proxy drops the connection', (_, client) => client.destroy(), /hang up|ECONNRESET/),
    proxyFault('the proxy accepts CONNECT and goes mute', () => undefined, 'request_timeout'),
    proxyFault(
      'the proxy opens the tunnel and goes mute',
      (_, client) => client.write('HTTP/1.1 200 Connection established\r\n\r\n'),
      'request_timeout',
    ),
    {
      name: 'nothing listens where https_proxy points',
      prepare: (fixture) => behindProxy(fixture, () => () => undefined, { env: { https_proxy: 'http://127.0.0.1:9' } }),
      outcome: 'error',
      says: /127\.0\.0\.1:9\b.*ECONNREFUSED/,
      requests: 0,
    },
  ],
};
