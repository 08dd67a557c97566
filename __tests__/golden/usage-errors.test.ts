/** What the gate says of each setting that is wrong. */
import { describe, it } from '@jest/globals';

import { parseConfig } from '../../src/config/config.js';
import { checkProxy } from '../../src/config/environment.js';
import { idTokenProblems } from '../../src/hosts/github/id-token.js';
import { SERVICES } from '../../src/services/table.js';
import { expectGolden, sections } from '../support/golden.js';
import { type Environment, type Inputs, settingsOf } from '../unit/support/settings.js';

type Case = readonly [name: string, inputs: Inputs, environment?: Environment];

const VALID: Inputs = {
  job_id: 'job-1',
  project_id: 'project-1',
  endpoint: 'https://cce.example.com',
  token: 'gAAAA-token',
};
const KEYLESS: Inputs = { ...VALID, endpoint: '', token: '' };
const OIDC: Environment = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example.com/token?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};

const one = (inputs: Inputs, environment: Environment = {}): Case => {
  const given = Object.entries({ ...inputs, ...environment }).map(([name, value]) => `${name}=${value.slice(0, 60)}`);
  return [given.join(' '), { ...VALID, ...inputs }, environment];
};

const PLAIN: readonly Case[] = [
  one({ job_id: '' }),
  one({ job_id: 'a/b' }),
  ...SERVICES.map(({ name }) => one({ job_id: 'null', service: name })),
  one({ project_id: '' }),
  one({ project_id: 'a b' }),
  one({ project_id: '' }, { OS_PROJECT_ID: '../x' }),
  one({ service: 'gce' }),
  one({ service: 'cce-upgrade' }),
  one({ service: 'dms', parent_id: 'a/b' }),
  one({ parent_id: 'cluster-1' }),
  one({ fail_fast: 'yes' }),
  one({ summary: 'sometimes' }),
  one({ comment: 'yes' }),
  one({ timeout: '1e9h' }),
  one({ request_timeout: '0' }),
  one({ outage_tolerance: '-5s' }),
  one({ poll_interval: '99ms' }),
];

/** Mistakes that a small correction would mend. */
const SLIPS: readonly Case[] = [
  one({ job_id: '"job-1"' }),
  one({ job_id: '["job-1", "job-2"]' }),
  one({ job_id: '{"kind":"Cluster","status":{"jobID":"job-1"}}' }),
  one({ job_id: '{"records":[{"job_id":"job-1"},{"job_id":"job-2"}]}', service: 'rds' }),
  one({ job_id: '{"error_code":"CCE.01400001"}' }),
  one({ job_id: '${{ steps.create.outputs.job }}' }),
  one({ job_id: '$JOB_ID' }),
  one({ job_id: 'undefined' }),
  one({ job_id: 'https://cce.example.com/api/v3/projects/p/jobs/job-1' }),
  one({ job_id: 'curl: (6) Could not resolve host: cce.example.com' }),
  one({ project_id: 'eu-de_project' }),
  one({ project_id: 'null' }),
  one({ service: 'kafka' }),
  one({ fail_fast: '0' }),
  one({ summary: 'on_failure' }),
  one({ timeout: '30 min' }),
  one({ timeout: '1.5h' }),
  one({ poll_interval: '10 sec' }),
  one({ endpoint: '', region: 'EU-DE' }),
  one({ endpoint: '', region: 'eu-de-01' }),
  one({ endpoint: 'cce.eu-de.otc.t-systems.com' }),
  one({ token: 'null' }),
  one({ token: '{"token":{"expires_at":"2026-11-22"}}' }),
  one({ token: '"gAAAA-token"' }),
  one({ token: 'Bearer gAAAA-token' }),
  one({ token: '***' }),
];

const ENDPOINTS: readonly Case[] = [
  one({ endpoint: '' }),
  one({ endpoint: '', region: 'mars-north-1' }),
  one({ endpoint: '', region: '' }, { OS_REGION_NAME: 'mars' }),
  one({ endpoint: 'http://cce.example.com' }),
  one({ endpoint: 'https://cce.example.com:0' }),
  one({ endpoint: 'not a url' }),
  one({ endpoint: 'https://user:hunter2@ x' }),
  one({ endpoint: 'https://user:hunter2@cce.example.com' }),
];

const CREDENTIALS: readonly Case[] = [
  one({ token: '' }),
  one({ token: '' }, { OS_ACCESS_KEY: 'A' }),
  one({ access_key: 'A', secret_key: 'S' }),
  one({ audience: 'gate' }),
  one({ token: '', audience: 'gate' }),
  one({ token: '', access_key: 'A' }),
  one({ token: '', security_token: 'T' }),
  one({ token: '', provider_urn: 'u', sts_endpoint: 'https://sts.example.com' }, OIDC),
  one({ token: 'two words' }),
  one({ token: 'x'.repeat(16_385) }),
  one({ token: '', access_key: 'A', secret_key: 'two words' }),
  one({ token: '' }, { HUAWEI_CLOUD_ACCESS_KEY_ID: 'A', HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'two words' }),
  ['keyless without the permission', { ...KEYLESS, region: 'eu-de', identity_provider: 'g' }],
  ['IAM without a region', { ...KEYLESS, endpoint: 'https://cce.example.com', identity_provider: 'g' }, OIDC],
  [
    'STS without a region',
    { ...KEYLESS, endpoint: 'https://cce.example.com', provider_urn: 'u', agency_urn: 'a' },
    OIDC,
  ],
  ['STS in a region of another cloud', { ...KEYLESS, region: 'eu-de', provider_urn: 'u', agency_urn: 'a' }, OIDC],
  ['a name that no provider has', { ...KEYLESS, region: 'eu-de', identity_provider: 'ä' }, OIDC],
];

function problemsOf([, inputs, environment = {}]: Case): readonly string[] {
  const problems = idTokenProblems((name) => environment[name] ?? '');
  const result = parseConfig(settingsOf(inputs, environment, problems), (text) => text);
  return result.kind === 'problems' ? result.problems.map(({ message }) => message) : ['(nothing is wrong)'];
}

describe('the wording of usage errors', () => {
  it('is the reviewed one', () => {
    const cases = [...PLAIN, ...SLIPS, ...ENDPOINTS, ...CREDENTIALS].map((each): [string, readonly string[]] => [
      each[0],
      problemsOf(each),
    ]);
    const proxy = checkProxy({ https_proxy: 'socks5://proxy:1080' }, [new URL('https://cce.example.com')]);
    expectGolden('usage-errors.txt', sections([...cases, ['https_proxy=socks5://proxy:1080', proxy]]));
  });
});
