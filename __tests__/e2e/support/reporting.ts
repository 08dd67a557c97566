/** Runs the bundle for the tests about its reports: any environment, and a simulated pull request where one is wanted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from '@jest/globals';

import type { GitHub } from '../../../simulator/github.js';
import { startAction, type ActionResult, type RunningAction } from '../../../simulator/runner.js';
import type { Scenario } from '../../../simulator/scenario.js';
import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import { startSimulator, type Simulator } from '../../../simulator/simulator.js';
import { schemaProblems } from './schemas.js';

/** Milliseconds of simulated time for each on the clock. */
const SPEED = 20;

/** Kills an action that hangs, before the test's own time is over. */
const HANGS_AFTER_MS = 30_000;

export interface ReportOptions {
  readonly scenarios: readonly (string | Scenario)[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly meanwhile?: (running: { readonly action: RunningAction; readonly simulator: Simulator }) => Promise<void>;
}

/** An action that has ended, with the requests that its cloud was sent. */
export interface Reported extends ActionResult {
  readonly requests: readonly string[];
}

/** Runs the bundle until it ends. Nothing is left of it, nor of the simulator, afterwards. */
export async function report(options: ReportOptions): Promise<Reported> {
  const scenarios = options.scenarios.map(named);
  const simulator = await startSimulator({ scenarios, speed: SPEED });
  const action = startAction({
    inputs: {
      service: scenarios[0]?.service ?? 'cce',
      endpoint: simulator.endpoint,
      project_id: simulator.projectId,
      job_id: scenarios.map(({ job }) => job.id).join(','),
      token: simulator.token,
      poll_interval: '100ms',
      timeout: '20s',
      ...options.inputs,
    },
    env: options.env ?? {},
  });
  const watchdog = setTimeout(() => void action.stop(), HANGS_AFTER_MS);
  try {
    await options.meanwhile?.({ action, simulator });
    const result = await action.result;
    expect(schemaProblems(result.outputs)).toEqual([]);
    return { ...result, requests: simulator.requests.map(({ path }) => path) };
  } finally {
    clearTimeout(watchdog);
    await action.stop();
    await simulator.close();
  }
}

function named(scenario: string | Scenario): Scenario {
  return typeof scenario === 'string' ? scenarioNamed(scenario) : scenario;
}

/** What a runner says of a run for a pull request. The event's file is removed once the work is done. */
export async function onPullRequest<T>(
  github: Pick<GitHub, 'apiUrl' | 'repository' | 'pullRequest'>,
  work: (env: (run: number, attempt?: number) => Record<string, string>) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-event-'));
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify({ action: 'opened', pull_request: { number: github.pullRequest } }));
  try {
    return await work((run, attempt = 1) => ({
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: github.repository,
      GITHUB_RUN_ID: String(run),
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_WORKFLOW: 'Deploy -- prod',
      GITHUB_JOB: 'cluster',
      GITHUB_ACTION: 'gate',
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
