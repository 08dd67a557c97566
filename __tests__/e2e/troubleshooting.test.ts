/** The mistakes that everybody makes once: what the bundle says leads to what has to be changed, and to the page with the fix. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import type { HelpTopic } from '../../src/base/api-error.js';
import { helpAnchor } from '../../src/report/help.js';
import { naming } from '../support/naming.js';
import { json } from './support/answers.js';
import { runGate, type GateOptions } from './support/gate.js';
import { recordingProxy } from './support/proxies.js';

/** A host that no resolver knows, behind a proxy: the proxy is asked before any resolver. */
const FAR = 'https://cce.eu-de.test';

interface Mistake extends GateOptions {
  readonly name: string;
  /** What the page helps with; a usage error by default. */
  readonly topic?: HelpTopic;
  /** What of the input's or the environment's name has to be said. */
  readonly names: readonly string[];
}

const MISTAKES: readonly Mistake[] = [
  {
    name: 'a wrong token',
    inputs: { token: 'gAAAAAB-expired' },
    topic: 'token',
    names: ['token', 'region'],
  },
  {
    name: 'a region with a typing error',
    inputs: { endpoint: '', region: 'eu-ed' },
    names: ['region', 'eu-ed', 'eu-de'],
  },
  {
    name: 'an availability zone in place of a region',
    inputs: { endpoint: '', region: 'eu-de-01' },
    names: ['eu-de-01', 'eu-de?'],
  },
  {
    name: 'an output that was not set',
    inputs: { job_id: '' },
    names: ['job_id'],
  },
  {
    name: 'an ID in quotes',
    inputs: { job_id: '"354331b2c-229a-11e8-9c75-0255ac100ceb"' },
    names: ['job_id', '--raw-output', '354331b2c-229a-11e8-9c75-0255ac100ceb'],
  },
  {
    name: 'the whole answer in place of the ID',
    inputs: { job_id: '{"status":{"jobID":"job-1"}}' },
    names: ['.status.jobID', 'job-1'],
  },
  {
    name: 'a duration with a blank',
    inputs: { timeout: '30 min' },
    names: ['timeout', '30m'],
  },
  {
    name: 'an endpoint without its scheme',
    inputs: { endpoint: 'cce.eu-de.otc.t-systems.com' },
    names: ['endpoint', 'https://cce.eu-de.otc.t-systems.com'],
  },
  {
    name: 'the body of the answer in place of the token',
    inputs: { token: '{"token":{}}' },
    names: ['token', 'X-Subject-Token'],
  },
  {
    name: 'the name of a project',
    inputs: { project_id: 'eu-de project' },
    names: ['project_id', 'eu-de project'],
  },
  {
    name: "another project's ID",
    inputs: { project_id: '0123456789abcdef' },
    topic: 'permission',
    names: ['HTTP 403', 'project_id'],
  },
  {
    name: 'a wrong job ID',
    inputs: { job_id: 'nobody-knows-me', timeout: '1s' },
    topic: 'no-such-job',
    names: ['HTTP 404', 'job_id'],
  },
  {
    name: 'an answer without a job ID',
    inputs: { job_id: 'null' },
    names: ['job_id', '.status.jobID'],
  },
  {
    name: 'a permission that is missing',
    prepare: ({ answer }) => {
      answer(json({ errorCode: 'CCE.01403001', errorMessage: 'Forbidden.' }, 403));
    },
    topic: 'permission',
    names: ['HTTP 403', 'cce:job:get'],
  },
  {
    name: 'a proxy where none listens',
    endpoint: FAR,
    inputs: { outage_tolerance: '500ms' },
    env: { https_proxy: 'http://127.0.0.1:9' },
    topic: 'proxy',
    names: ['https_proxy', '127.0.0.1:9'],
  },
  {
    name: 'a proxy that wants credentials',
    endpoint: FAR,
    prepare: async ({ listen }) => ({
      env: { https_proxy: `http://127.0.0.1:${await listen(recordingProxy().server)}` },
    }),
    topic: 'proxy-credentials',
    names: ['HTTP 407', 'https_proxy'],
  },
];

/** Where the runner got the action from. */
const FROM = { GITHUB_ACTION_REPOSITORY: 'octo/cloud-job-gate', GITHUB_ACTION_REF: 'v1' };

describe('what has to be changed is named, with a link to the page on troubleshooting, after', () => {
  it.concurrent.each(MISTAKES)('$name', async ({ topic, names, ...options }) => {
    const { outputs, stdout, summary } = await runGate({ ...options, env: { ...FROM, ...options.env } });
    expect(outputs).toMatchObject({ outcome: 'error', reason: naming(...names) });
    const link = `https://github.com/octo/cloud-job-gate/blob/v1/docs/troubleshooting.md#${helpAnchor(topic ?? 'usage')}`;
    expect(stdout).toEqual(naming(link));
    // A usage error has no summary.
    if (topic !== undefined) expect(summary).toEqual(naming(link));
  });
});

describe('a warning before anything is sent', () => {
  it('names an input that is misspelt, and what was meant, once, and the wait goes on', async () => {
    const { stdout, exitCode } = await runGate({ scenarios: ['create-cluster'], env: { 'INPUT_FAIL-FAST': 'false' } });
    const warnings = stdout.split('\n').filter((line) => line.startsWith('::warning'));
    expect(warnings).toEqual([naming('fail-fast', 'fail_fast')]);
    expect(exitCode).toBe(0);
  });

  it('says that an outage_tolerance above timeout has no effect', async () => {
    const { stdout } = await runGate({
      scenarios: ['create-cluster'],
      inputs: { timeout: '20s', outage_tolerance: '1m' },
    });
    expect(stdout).toMatch(/^::warning [^\n]*outage_tolerance/m);
  });

  it('says why there are no secrets in a pull request from a fork', async () => {
    const event = JSON.stringify({ pull_request: { head: { repo: { full_name: 'someone/fork' } } } });
    const { outputs, exitCode } = await runGate({
      inputs: { token: '' },
      prepare: async ({ folder }) => {
        const path = join(folder, 'event.json');
        await writeFile(path, event);
        return {
          env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REPOSITORY: 'octo-org/repo', GITHUB_EVENT_PATH: path },
        };
      },
    });
    expect(outputs['reason']).toEqual(naming('No credentials', 'fork'));
    expect(exitCode).toBe(2);
  });
});
