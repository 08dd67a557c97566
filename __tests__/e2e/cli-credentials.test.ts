/** How the command line gets its credentials: which of them counts, from files, standard input and OIDC tokens. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { IdTokens } from '../../simulator/identity/id-tokens.js';
import type { Simulator } from '../../simulator/simulator.js';
import { type CliOptions, type CliResult, jsonOf, runCli } from './support/cli.js';

const JSON_OUTPUT = ['--output', 'json'];

/** What a run has to end with, and what to look for. */
interface Expected {
  readonly status: number;
  readonly words?: readonly string[];
  readonly requests?: number;
}

function expectEnd(gate: CliResult, { status, words = [], requests }: Expected): void {
  const shown = { stderr: gate.stderr, exitCode: gate.exitCode };
  expect(shown).toMatchObject({ exitCode: status });
  for (const word of words) expect(gate.stderr).toContain(word);
  if (status === 2) expect(gate.simulator.connections).toBe(0);
  if (requests !== undefined) expect(gate.simulator.requests).toHaveLength(requests);
}

/** Runs with files in a folder of the test's own, whose path is `DIR` in the arguments and variables. */
async function runWith(
  files: Readonly<Record<string, string>>,
  options: CliOptions & { readonly env?: Readonly<Record<string, string | undefined>>; readonly tokenIn?: string },
): Promise<CliResult> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-files-'));
  const place = (text: string | undefined): string | undefined => text?.replace('DIR', folder);
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await runCli({
      ...options,
      args: options.args.map((word) => place(word) ?? ''),
      env: Object.fromEntries(Object.entries(options.env ?? {}).map(([name, value]) => [name, place(value)])),
      prepare: (simulator) => {
        if (options.tokenIn !== undefined) writeFileSync(join(folder, options.tokenIn), simulator.token);
        options.prepare?.(simulator);
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NO_TOKEN = { CLOUD_JOB_GATE_TOKEN: undefined };

describe('the token of a file', () => {
  it.concurrent('is one line, and wins over the variable', async () => {
    const gate = await runWith(
      {},
      {
        tokenIn: 'token',
        args: ['wait', 'JOB', '--token-file', 'DIR/token'],
        env: { CLOUD_JOB_GATE_TOKEN: 'another-one' },
      },
    );
    expectEnd(gate, { status: 0, words: ['option --token-file'] });
  });

  it.concurrent('may be named by a variable, which wins over the token of another', async () => {
    const env = { CLOUD_JOB_GATE_TOKEN: 'another-one', CLOUD_JOB_GATE_TOKEN_FILE: 'DIR/token' };
    const gate = await runWith({}, { tokenIn: 'token', args: ['wait', 'JOB'], env });
    expectEnd(gate, { status: 0, words: ['environment variable CLOUD_JOB_GATE_TOKEN_FILE'] });
  });

  it.concurrent('is not read where an option names another way', async () => {
    const gate = await runWith(
      {},
      {
        args: ['wait', 'JOB', '--access-key', 'SIMULATORACCESSKEY00'],
        env: {
          ...NO_TOKEN,
          CLOUD_JOB_GATE_TOKEN_FILE: 'DIR/nothing-there',
          CLOUD_JOB_GATE_SECRET_KEY: 'simulatorSecretKeyThatOpensNothing0123456',
        },
      },
    );
    expectEnd(gate, { status: 0, words: ['option --access-key'] });
  });

  it.concurrent.each([
    ['is missing', 'DIR/nothing-there', {}, 'cannot be read (ENOENT)'],
    ['is a folder', 'DIR', {}, 'names a folder'],
    ['is empty', 'DIR/token', { token: '\n' }, 'is empty'],
    ['has two lines', 'DIR/token', { token: 'a\nb\n' }, 'more than one line'],
    ['is too large', 'DIR/token', { token: 'x'.repeat(20_000) }, 'more than the 16384 characters'],
    ['holds what no token has', 'DIR/token', { token: 'two words' }, 'contains a blank'],
  ] as const)('that %s is a usage error', async (_, path, files, words) => {
    const gate = await runWith(files, { args: ['wait', 'JOB', '--token-file', path], env: NO_TOKEN });
    expectEnd(gate, { status: 2, words: ['--token-file', words] });
    expect(gate.stderr).not.toContain('o credentials');
  });
});

describe('the token of standard input', () => {
  /** The token, which is known only once the simulator runs. */
  const piped = (options: Omit<CliOptions, 'input'>, lineEnd: string): Promise<CliResult> =>
    runCli({ ...options, env: NO_TOKEN, input: ({ token }) => `${token}${lineEnd}` });

  it.concurrent.each(['', '\n', '\r\n'])('is taken without its end: %j', async (lineEnd) => {
    const gate = await piped({ args: ['wait', 'JOB', '--token-file', '-'] }, lineEnd);
    expectEnd(gate, { status: 0 });
  });

  it.concurrent('that nobody writes is waited for, for as long as the wait may take', async () => {
    const gate = await runCli({
      args: ['wait', 'JOB', '--token-file', '-', '--timeout', '600ms', ...JSON_OUTPUT],
      env: NO_TOKEN,
      keepInputOpen: true,
    });
    expectEnd(gate, { status: 3, requests: 0 });
    expect(jsonOf(gate)).toMatchObject({ outcome: 'timed-out', exit_status: 3 });
    expect(jsonOf(gate)['reason']).toContain('--token-file gave no token within 600ms');
  });

  it.concurrent('is not waited for where something else is wrong', async () => {
    const wrong = {
      args: ['wait', 'JOB', '--token-file', '-', '--timeout', '10abc'],
      env: NO_TOKEN,
      keepInputOpen: true,
    };
    const gate = await runCli(wrong);
    expectEnd(gate, { status: 2, requests: 0, words: ['--timeout'] });
    expect(gate.stderr).not.toMatch(/token|credentials/);
  });

  it.concurrent('that nobody writes is an error of status, once its time is over', async () => {
    const gate = await runCli({
      args: ['status', 'JOB', '--token-file=-', '--timeout', '600ms', ...JSON_OUTPUT],
      env: NO_TOKEN,
      keepInputOpen: true,
    });
    expectEnd(gate, { status: 4, requests: 0 });
    expect(jsonOf(gate)).toMatchObject({ outcome: 'error' });
  });
});

// Windows has no pipes with names in its file system.
(process.platform === 'win32' ? describe.skip : describe)('the token of a pipe', () => {
  it.concurrent('does not keep a signal waiting', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-pipe-'));
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    try {
      const gate = await runCli({
        args: ['wait', 'JOB', '--token-file', pipe, ...JSON_OUTPUT],
        env: NO_TOKEN,
        meanwhile: async ({ program }) => {
          // It can be opened for writing as soon as the gate has opened it for reading.
          const writer = await open(pipe, 'w');
          program.child.kill('SIGTERM');
          await program.result;
          await writer.close();
        },
      });
      expectEnd(gate, { status: 143, requests: 0 });
      expect(jsonOf(gate)).toMatchObject({ outcome: 'cancelled' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the way of authenticating', () => {
  it.concurrent('is the one that options name, which variables complete', async () => {
    const gate = await runCli({
      args: ['wait', 'JOB', '--access-key', 'SIMULATORACCESSKEY00'],
      env: { CLOUD_JOB_GATE_SECRET_KEY: 'simulatorSecretKeyThatOpensNothing0123456' },
    });
    expectEnd(gate, { status: 0 });
    expect(gate.simulator.requests[0]?.headers['x-auth-token']).toBeUndefined();
  });

  it.concurrent('is that of the variables before that of the families', async () => {
    const gate = await runCli({ args: ['wait', 'JOB'], env: { OS_TOKEN: 'another-one', OS_PROJECT_ID: 'x' } });
    expectEnd(gate, { status: 0, words: ['environment variable CLOUD_JOB_GATE_TOKEN'] });
  });

  it.concurrent('is that of a family where nothing else is given', async () => {
    const gate = await runCli({
      args: ['wait', 'JOB'],
      env: {
        ...NO_TOKEN,
        OS_ACCESS_KEY: 'SIMULATORACCESSKEY00',
        OS_SECRET_KEY: 'simulatorSecretKeyThatOpensNothing0123456',
      },
    });
    expectEnd(gate, { status: 0, words: ['environment variables OS_ACCESS_KEY, OS_SECRET_KEY'] });
  });

  it.concurrent('cannot be two complete ones of variables', async () => {
    const env = { CLOUD_JOB_GATE_ACCESS_KEY: 'A', CLOUD_JOB_GATE_SECRET_KEY: 'the-secret-key-0123456789' };
    const gate = await runCli({ args: ['wait', 'JOB'], env });
    expectEnd(gate, { status: 2, words: ['belong to different authentication methods'] });
    expect(gate.stderr).not.toContain('the-secret-key-0123456789');
  });

  it.concurrent('is not named by an OIDC token alone, nor broken by one', async () => {
    const alone = await runCli({ args: ['wait', 'JOB'], env: { ...NO_TOKEN, CLOUD_JOB_GATE_ID_TOKEN: 'a.b.c' } });
    expectEnd(alone, { status: 2, words: ['o credentials'] });
    const beside = await runCli({ args: ['wait', 'JOB'], env: { CLOUD_JOB_GATE_ID_TOKEN: 'a.b.c' } });
    expectEnd(beside, { status: 0 });
  });

  it.concurrent('speaks of options and variables', async () => {
    const gate = await runCli({ args: ['wait', 'JOB'], env: NO_TOKEN });
    expectEnd(gate, { status: 2, words: ['CLOUD_JOB_GATE_TOKEN', '--access-key and CLOUD_JOB_GATE_SECRET_KEY'] });
  });
});

/** An OIDC token as the CI system would issue it, so many seconds before it ends. */
const idTokenOf = ({ identity }: Simulator, seconds = 300): string =>
  new IdTokens(identity).issue(identity.audience, Date.now() + seconds * 1000 - identity.idTokenLifetimeMs);

const IAM = ({ identity, endpoint }: Simulator): Record<string, string | undefined> => ({
  ...NO_TOKEN,
  CLOUD_JOB_GATE_IDENTITY_PROVIDER: identity.identityProvider,
  CLOUD_JOB_GATE_IAM_ENDPOINT: endpoint,
});

describe('keyless', () => {
  it.concurrent('an OIDC token of the usual variable is exchanged at IAM', async () => {
    const gate = await runCli({
      args: ['wait', 'JOB', '--audience', 'cloud-job-gate'],
      env: (simulator) => ({ ...IAM(simulator), CLOUD_JOB_GATE_ID_TOKEN: idTokenOf(simulator) }),
    });
    expectEnd(gate, { status: 0, words: ['Exchanged the OIDC token'] });
  });

  it.concurrent('an OIDC token of any variable is exchanged at STS', async () => {
    const gate = await runCli({
      args: ['wait', 'JOB', '--id-token-env', 'SYSTEM_OIDC_TOKEN'],
      env: (simulator) => ({
        ...NO_TOKEN,
        CLOUD_JOB_GATE_PROVIDER_URN: simulator.identity.providerUrn,
        CLOUD_JOB_GATE_AGENCY_URN: simulator.identity.agencyUrn,
        CLOUD_JOB_GATE_STS_ENDPOINT: simulator.endpoint,
        SYSTEM_OIDC_TOKEN: idTokenOf(simulator),
      }),
    });
    expectEnd(gate, { status: 0 });
  });

  it.concurrent.each([
    ['there is none', {}, [], 'CLOUD_JOB_GATE_ID_TOKEN has none'],
    ['it is none', { CLOUD_JOB_GATE_ID_TOKEN: 'oh-well' }, [], 'holds no OIDC token'],
    ['two are named', {}, ['--id-token-env', 'A', '--id-token-file', 'b'], 'two OIDC tokens'],
    ['the name is none', {}, ['--id-token-env', 'eyJ.x.y'], '--id-token-env is no name of a variable'],
  ] as const)('where %s nothing is sent', async (_, env, args, words) => {
    const gate = await runCli({ args: ['wait', 'JOB', ...args], env: (simulator) => ({ ...IAM(simulator), ...env }) });
    expectEnd(gate, { status: 2, words: [words] });
    expect(gate.stderr).not.toMatch(/oh-well|eyJ/);
  });

  it.concurrent('an expired token, or one for another audience, is said to be, and nothing is sent', async () => {
    const withToken = (seconds: number, ...args: readonly string[]): Promise<CliResult> =>
      runCli({
        args: ['wait', 'JOB', ...args],
        env: (simulator) => ({ ...IAM(simulator), CLOUD_JOB_GATE_ID_TOKEN: idTokenOf(simulator, seconds) }),
      });
    expectEnd(await withToken(-120), { status: 2, words: ['expired'] });
    expectEnd(await withToken(300, '--audience', 'someone-else'), { status: 2, words: ['--audience'] });
  });
});

describe('no secret', () => {
  it.concurrent('is shown where it is given as an option', async () => {
    const secret = 'gAAAAABsecretThatNobodyMaySee0123';
    const gate = await runCli({ args: ['wait', 'JOB', '--tokn', secret, `--token=${secret}`, ...JSON_OUTPUT] });
    expectEnd(gate, { status: 2 });
    expect(`${gate.stdout}${gate.stderr}`).not.toContain(secret.slice(0, 24));
  });
});
