import type { Fault, FaultGroup, Overrides, Fixture } from '../fault.js';

/** Refused before anything is sent: the exit status of a usage error. */
const USAGE_ERROR = 2;

function refused(name: string, says: string, prepare: (fixture: Fixture) => Overrides): Fault {
  return { name, prepare, outcome: 'error', exitCode: USAGE_ERROR, says, requests: 0 };
}

/** Keyless, but for what a fault makes of it. */
function keyless({ simulator }: Fixture, { inputs, env }: Overrides): Overrides {
  const { identityProvider } = simulator.identity;
  return {
    inputs: { token: '', identity_provider: identityProvider, iam_endpoint: simulator.endpoint, ...inputs },
    env: { ...simulator.oidcEnvironment, ...env },
  };
}

/** Settings by which a secret would travel in clear text, or nowhere. */
export const settings: FaultGroup = {
  heading: 'Settings that are refused',
  faults: [
    refused('an endpoint in clear text', 'https', () => ({ endpoint: 'http://cce.cloud.test' })),
    refused('an endpoint on port 0', 'port 0', () => ({ endpoint: 'https://cce.cloud.test:0' })),
    refused('an endpoint of IAM in clear text', 'iam_endpoint', (fixture) =>
      keyless(fixture, { inputs: { iam_endpoint: 'http://iam.cloud.test' } }),
    ),
    refused('an endpoint of STS with another scheme', 'sts_endpoint', (fixture) =>
      keyless(fixture, {
        inputs: {
          identity_provider: '',
          iam_endpoint: '',
          provider_urn: fixture.simulator.identity.providerUrn,
          agency_urn: fixture.simulator.identity.agencyUrn,
          sts_endpoint: 'ftp://sts.cloud.test',
        },
      }),
    ),
    ...['http://oidc.cloud.test/token', 'ftp://oidc.cloud.test/token', 'token'].map((url) =>
      refused(`an OIDC token from ${url}`, 'ACTIONS_ID_TOKEN_REQUEST_URL', (fixture) =>
        keyless(fixture, { env: { ACTIONS_ID_TOKEN_REQUEST_URL: url } }),
      ),
    ),
    refused('a proxy of another kind, and requests that go through it', 'https_proxy', () => ({
      endpoint: 'https://cce.cloud.test',
      env: { https_proxy: 'socks5://127.0.0.1:9' },
    })),
  ],
};
