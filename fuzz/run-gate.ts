/** One case in practice: the bundle in a process of its own, as a runner starts it, against the service of the case. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { startAction, type ActionResult, type RunningAction } from '../simulator/runner.js';
import type { Case, Signal } from './case.js';
import { formatOf } from './formats.js';
import type { LagMeter } from './lag.js';
import { jobIdOf, PARENT_ID, PROJECT_ID, startService, type Exchange, type Service } from './server.js';
import { SECRETS } from './texts.js';

/** What was seen of a gate. Times are those of `performance.now()`, in milliseconds. */
export interface Observation {
  readonly fuzzed: Case;
  readonly startedAt: number;
  /** When the first request arrived; `NaN` without one. */
  readonly firstAt: number;
  readonly signalledAt: number | undefined;
  readonly endedAt: number;
  readonly exchanges: readonly Exchange[];
  readonly strangers: readonly string[];
  readonly result: ActionResult;
  /** Whether it had to be killed. */
  readonly hung: boolean;
  /** How late this process itself was served in that time. */
  readonly lag: number;
}

/** A gate that still runs so long after its deadline will not end. */
const HANGS_AFTER = 8000;

/** Runs the gate of a case to its end. */
export async function runGate(fuzzed: Case, lag: LagMeter, bundle: string | undefined): Promise<Observation> {
  const service = await startService(fuzzed);
  const startedAt = performance.now();
  const action = startAction({
    inputs: inputsOf(fuzzed, service.endpoint),
    env: fuzzed.debug ? { RUNNER_DEBUG: '1' } : {},
    ...(bundle === undefined ? {} : { bundle }),
  });
  let hung = false;
  const watchdog = setTimeout(() => {
    hung = true;
    void action.stop();
  }, fuzzed.timeout + HANGS_AFTER);
  const ended = once(action.child, 'exit').then(() => performance.now());
  const signalling = fuzzed.signal === undefined ? undefined : signal(action, service, fuzzed.signal, ended);
  try {
    const [result, endedAt] = await Promise.all([action.result, ended]);
    const { exchanges, strangers } = service;
    const firstAt = exchanges[0]?.arrivedAt ?? Number.NaN;
    const signalledAt = await signalling;
    const snapshot = exchanges.map((exchange) => ({ ...exchange }));
    const seen = { fuzzed, startedAt, firstAt, signalledAt, endedAt, exchanges: snapshot };
    return { ...seen, strangers, result, hung, lag: lag.since(startedAt) };
  } finally {
    clearTimeout(watchdog);
    await action.stop();
    await service.close();
  }
}

/** Sends the signal when it is due. Gives the time of it, or undefined if the gate was sooner. */
async function signal(
  { child }: RunningAction,
  { firstRequest }: Service,
  { name, from, after, twice }: Signal,
  ended: Promise<number>,
): Promise<number | undefined> {
  const due = from === 'start' ? sleep(after) : firstRequest.then(() => sleep(after));
  const inTime = await Promise.race([due.then(() => true), ended.then(() => false)]);
  if (!inTime || child.exitCode !== null) return undefined;
  const at = performance.now();
  child.kill(name);
  if (twice) {
    await sleep(30);
    child.kill(name);
  }
  return at;
}

function inputsOf(fuzzed: Case, endpoint: string): Record<string, string> {
  const ids = fuzzed.jobs.map((_, index) => jobIdOf(index));
  const { service, timeout, requestTimeout, outageTolerance, pollInterval, failFast } = fuzzed;
  return {
    job_id: fuzzed.repeatsIds ? [...ids, ...ids].join(' \n,') : ids.join(','),
    project_id: PROJECT_ID,
    service,
    endpoint,
    ...(formatOf(service).path.includes('{o}') ? { parent_id: PARENT_ID } : {}),
    ...(fuzzed.auth === 'token'
      ? { token: SECRETS.token }
      : { access_key: SECRETS.accessKey, secret_key: SECRETS.secretKey }),
    timeout: `${timeout}ms`,
    request_timeout: `${requestTimeout}ms`,
    outage_tolerance: `${outageTolerance}ms`,
    poll_interval: pollInterval === 'auto' ? 'auto' : `${pollInterval}ms`,
    fail_fast: String(failFast),
    summary: 'always',
    comment: 'never',
  };
}
