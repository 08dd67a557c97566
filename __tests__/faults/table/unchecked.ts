import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';

import { Authority } from '../../e2e/support/certificates.js';
import { connectProxy, tunnelTo } from '../../e2e/support/proxies.js';
import type { Fault, FaultGroup, Overrides, Fixture } from '../fault.js';

/** What a workflow sets to be rid of an error, and what would let a machine in the middle read the credentials. */
const UNCHECKED = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

const FAR_HOST = 'cce.eu-de.cloud.test';
const UNKNOWN_CA = 'NODE_EXTRA_CA_CERTS';

/** A machine in the middle: it answers everything as the API would, and tells the trap of each request that it hears. */
async function impostor({ listen, success, trap }: Fixture, host: string): Promise<number> {
  const tell = (): void => {
    const socket = connect(Number(trap.port), trap.hostname, () => socket.destroy());
  };
  const hear: RequestListener = (_, response) => {
    tell();
    response.writeHead(200).end(success);
  };
  const server = createServer(await (await Authority.create()).issue(host), hear);
  server.on('connect', (_, client) => {
    tell();
    client.destroy();
  });
  return listen(server);
}

/** Keyless, with one host of the exchange in the impostor's hands. */
async function exchange(
  fixture: Fixture,
  { inputs, env = {} }: { inputs: (url: string) => Record<string, string>; env?: Record<string, string> },
): Promise<Overrides> {
  const { simulator } = fixture;
  const url = `https://localhost:${await impostor(fixture, 'localhost')}`;
  const atImpostor = Object.fromEntries(Object.entries(env).map(([name, path]) => [name, url + path]));
  return {
    inputs: { token: '', ...inputs(url) },
    env: { ...simulator.oidcEnvironment, ...UNCHECKED, ...atImpostor },
  };
}

/** @param requests how many others hear of the gate before it gets there */
function refused(name: string, prepare: (fixture: Fixture) => Promise<Overrides>, requests = 0): Fault {
  return { name, prepare, outcome: 'error', says: UNKNOWN_CA, requests };
}

/** `NODE_TLS_REJECT_UNAUTHORIZED=0`, and a machine in the middle that nobody vouches for. */
export const unchecked: FaultGroup = {
  heading: 'NODE_TLS_REJECT_UNAUTHORIZED=0, and an impostor',
  faults: [
    refused('in place of the API', async (fixture) => {
      return { endpoint: `https://localhost:${await impostor(fixture, 'localhost')}`, env: UNCHECKED };
    }),
    refused('in place of the API, behind a proxy', async (fixture) => {
      const proxy = await fixture.listen(connectProxy(tunnelTo(await impostor(fixture, FAR_HOST))));
      return { endpoint: `https://${FAR_HOST}`, env: { ...UNCHECKED, https_proxy: `http://127.0.0.1:${proxy}` } };
    }),
    refused('in place of an https proxy', async (fixture) => {
      const proxy = `https://build:pass@localhost:${await impostor(fixture, 'localhost')}`;
      return { endpoint: `https://${FAR_HOST}`, env: { ...UNCHECKED, https_proxy: proxy } };
    }),
    refused(
      'in place of IAM',
      (fixture) =>
        exchange(fixture, {
          inputs: (url) => ({ identity_provider: fixture.simulator.identity.identityProvider, iam_endpoint: url }),
        }),
      1,
    ),
    refused(
      'in place of STS',
      (fixture) =>
        exchange(fixture, {
          inputs: (url) => ({
            provider_urn: fixture.simulator.identity.providerUrn,
            agency_urn: fixture.simulator.identity.agencyUrn,
            sts_endpoint: url,
          }),
        }),
      1,
    ),
    refused("in place of GitHub's OIDC provider", (fixture) =>
      exchange(fixture, {
        inputs: () => ({
          identity_provider: fixture.simulator.identity.identityProvider,
          iam_endpoint: fixture.simulator.endpoint,
        }),
        env: { ACTIONS_ID_TOKEN_REQUEST_URL: '/_apis/token?api-version=2.0' },
      }),
    ),
  ],
};
