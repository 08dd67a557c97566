/** Where a comment belongs, from what a runner says about its run. */
import { isJsonObject, objectAt } from '../../../base/json.js';
import { isConfidential } from '../../../config/endpoints.js';
import type { RunLinks } from '../../../report/summary/summary.js';
import { keyOf, type Marker } from './sticky.js';

/** Where a comment goes, and which one it is. */
interface CommentPlace {
  readonly apiUrl: URL;
  readonly repository: string;
  readonly pullRequest: number;
  readonly marker: Marker;
}

/** A place, or why there is none: another event is nothing wrong, missing facts are. */
export type PlaceResult =
  | { readonly kind: 'place'; readonly place: CommentPlace }
  | { readonly kind: 'other-event'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What a runner says about its run. */
export interface RunFacts {
  /** A variable of the environment, `''` where it is not set. */
  readonly variable: (name: string) => string;
  /** The event's payload (`GITHUB_EVENT_PATH`), parsed; `undefined` where it cannot be read. */
  readonly event: () => unknown;
}

/** The events whose reports belong to a pull request. */
const EVENTS = ['pull_request', 'pull_request_target'];

/** @param gate what the gate asks: the service's name and the project's ID */
export function placeOf(
  { variable, event }: RunFacts,
  gate: readonly [service: string, projectId: string],
): PlaceResult {
  const name = variable('GITHUB_EVENT_NAME');
  if (!EVENTS.includes(name)) {
    return {
      kind: 'other-event',
      why: `a comment belongs to a pull request, and this run's event is ${name || 'unknown'}`,
    };
  }
  const repository = variable('GITHUB_REPOSITORY');
  const pullRequest = pullRequestOf(event());
  const apiUrl = apiUrlOf(variable('GITHUB_API_URL') || 'https://api.github.com');
  const run = { id: Number(variable('GITHUB_RUN_ID')), attempt: attemptOf(variable) };
  if (!/^[\w-]+\/(?!\.\.?$)[\w.-]+$/.test(repository)) return unknown('GITHUB_REPOSITORY names no repository');
  if (pullRequest === undefined) return unknown('the event names no pull request');
  if (apiUrl === undefined) return unknown('GITHUB_API_URL is no https URL');
  if (!isCount(run.id) || !isCount(run.attempt)) return unknown('GITHUB_RUN_ID or GITHUB_RUN_ATTEMPT is no number');
  const step = [variable('GITHUB_WORKFLOW'), variable('GITHUB_JOB'), variable('GITHUB_ACTION')];
  return { kind: 'place', place: { apiUrl, repository, pullRequest, marker: { key: keyOf([...step, ...gate]), run } } };
}

/** The page of this run, `''` where the runner does not say enough. */
export function runUrlOf(variable: RunFacts['variable']): string {
  const [server, repository, run] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map(variable);
  const url = `${server ?? ''}/${repository ?? ''}/actions/runs/${run ?? ''}`;
  return /^https?:\/\/[^\s/]+(?:\/[\w.-]+)*\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+$/.test(url) ? url : '';
}

/** The run, its attempt, and the pull request's commit: its head, not the merge commit that GitHub makes of it. */
export function runLinksOf({ variable, event }: RunFacts): RunLinks {
  const run = runUrlOf(variable);
  const payload = event();
  const sha = isJsonObject(payload) ? objectAt(objectAt(payload, 'pull_request'), 'head')['sha'] : undefined;
  const commit = typeof sha === 'string' && /^[\da-f]{40,64}$/.test(sha) ? sha : '';
  const page = run === '' || commit === '' ? '' : run.replace(/\/actions\/runs\/\d+$/, `/commit/${commit}`);
  return { run, commit, commitPage: page, attempt: attemptOf(variable) };
}

function attemptOf(variable: RunFacts['variable']): number {
  return Number(variable('GITHUB_RUN_ATTEMPT') || '1');
}

function unknown(why: string): PlaceResult {
  return { kind: 'unknown', why };
}

function pullRequestOf(event: unknown): number | undefined {
  if (!isJsonObject(event)) return undefined;
  const number = objectAt(event, 'pull_request')['number'];
  return typeof number === 'number' && isCount(number) ? number : undefined;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

/** The token goes there, so the rule for endpoints holds: over TLS or to this machine, and nothing but a base URL. */
function apiUrlOf(text: string): URL | undefined {
  if (!URL.canParse(text) || /[?#@]/.test(text)) return undefined;
  const url = new URL(text);
  return isConfidential(url) ? url : undefined;
}
