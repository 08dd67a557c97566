/** A simulated pull request, for gates that comment on it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startGitHub, type GitHub, type GitHubOptions } from '../../../simulator/github.js';
import type { Gate, GateOptions } from './gate.js';
import { runGate } from './gate.js';

/** Which run of which workflow waits, on which pull request. */
export interface CommentingOptions extends GateOptions {
  readonly github: GitHub;
  /** The input `comment`; `always` by default. */
  readonly comment?: string;
  readonly run?: number;
  readonly attempt?: number;
}

/** Runs a gate that comments. Its overrides's environment wins over what the pull request sets. */
export function runOnPullRequest(options: CommentingOptions): Promise<Gate> {
  const { github, comment = 'always', run = 42, attempt = 1, prepare, ...gate } = options;
  return runGate({
    ...gate,
    inputs: { comment, github_token: github.token, ...gate.inputs },
    prepare: async (fixture) => {
      const event = join(fixture.folder, 'event.json');
      writeFileSync(event, JSON.stringify({ action: 'opened', pull_request: { number: github.pullRequest } }));
      const overrides = await prepare?.(fixture);
      return { ...overrides, env: { ...environment(github, event, run, attempt), ...gate.env, ...overrides?.env } };
    },
  });
}

function environment(github: GitHub, event: string, run: number, attempt: number): Record<string, string> {
  return {
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
  };
}

/** Starts imitations of GitHub, to be closed together. */
export class GitHubs {
  readonly #open: GitHub[] = [];

  async start(options: GitHubOptions = {}): Promise<GitHub> {
    const github = await startGitHub(options);
    this.#open.push(github);
    return github;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((github) => github.close()));
  }
}
