import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

import { parseOutputs } from '../../../simulator/runner-files.js';
import { BUNDLE, startAction, type ActionOptions, type RunningAction } from '../../../simulator/runner.js';

const folder = mkdtempSync(join(tmpdir(), 'runner-test-'));
const started: RunningAction[] = [];

/** Windows has no signals, and gives every process variables of its own. */
const itOffWindows = process.platform === 'win32' ? it.skip : it;
let count = 0;

/** Runs a script as an action. */
function run(script: string, options: Partial<ActionOptions> = {}): RunningAction {
  const bundle = join(folder, `${(count += 1)}.mjs`);
  writeFileSync(bundle, script);
  const action = startAction({ inputs: {}, bundle, ...options });
  started.push(action);
  return action;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((action) => action.stop()));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('parseOutputs', () => {
  it.each<[string, string, Record<string, string>]>([
    ['nothing', '', {}],
    ['one value', 'a<<END\nx\nEND\n', { a: 'x' }],
    ['several values, the last one of a name', 'a<<E\n1\nE\nb<<E\n2\nE\na<<E\n3\nE\n', { a: '3', b: '2' }],
    ['an empty value', 'a<<E\n\nE\n', { a: '' }],
    ['several lines', 'a<<E\nx\n\ny\nE\n', { a: 'x\n\ny' }],
    ['a value that looks like an output', 'a<<E\nb<<F\nc=d\nE\n', { a: 'b<<F\nc=d' }],
    ['Windows line ends', 'a<<E\r\nx\r\nE\r\n', { a: 'x' }],
    ['the short form', 'a=b<<c\nd=\n', { a: 'b<<c', d: '' }],
  ])('reads %s', (_, text, outputs) => {
    expect(parseOutputs(text)).toEqual(outputs);
  });

  it.each([
    ['a line that is no output', 'nonsense\n', 'not a line of an output file: "nonsense"'],
    ['an empty name', '<<E\nx\nE\n', 'not a line of an output file: "<<E"'],
    ['an empty delimiter', 'a<<\nx\n\n', 'not a line of an output file: "a<<"'],
    ['a block without its end', 'a<<E\nx\nE2\n', 'output a does not end: there is no line "E"'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseOutputs(text)).toThrow(message);
  });
});

describe('startAction', () => {
  it('takes the repository’s bundle by default', () => {
    expect(BUNDLE.endsWith(join('dist', 'index.js'))).toBe(true);
  });

  itOffWindows('gives the action inputs and a clean environment, in an empty workspace', async () => {
    process.env['INPUT_LEAK'] = 'leak';
    const { result, runnerTemp } = run(
      `import { readdirSync } from 'node:fs';
       const { PATH, HOME, ...rest } = process.env;
       console.log(JSON.stringify({ ...rest, cwd: process.cwd(), files: readdirSync('.'), path: PATH, home: HOME }));`,
      {
        defaults: { timeout: '30m', summary: 'always' },
        inputs: { job_id: 'j', 'two words': ' kept ', timeout: '1s' },
        env: { EXTRA: 'more', GITHUB_STEP_SUMMARY: undefined },
      },
    );
    const { stdout } = await result;
    delete process.env['INPUT_LEAK'];
    const root = dirname(runnerTemp);
    expect(JSON.parse(stdout)).toEqual({
      INPUT_JOB_ID: 'j',
      INPUT_TWO_WORDS: ' kept ',
      INPUT_TIMEOUT: '1s',
      INPUT_SUMMARY: 'always',
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: join(root, 'output'),
      GITHUB_WORKSPACE: join(root, 'workspace'),
      RUNNER_TEMP: runnerTemp,
      EXTRA: 'more',
      // Where the folder for temporary files is a link, as on macOS, a process sees where that leads.
      cwd: join(realpathSync(dirname(root)), basename(root), 'workspace'),
      files: [],
      path: process.env['PATH'],
      home: process.env['HOME'],
    });
  });

  it('brings back everything that the action leaves behind, and removes it', async () => {
    const printed: string[] = [];
    const { result, runnerTemp } = run(
      `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
       const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, RUNNER_TEMP } = process.env;
       appendFileSync(GITHUB_OUTPUT, 'outcome<<E\\nfailed\\nE\\n');
       appendFileSync(GITHUB_STEP_SUMMARY, '# Title\\n');
       mkdirSync(RUNNER_TEMP + '/deep');
       writeFileSync(RUNNER_TEMP + '/deep/report.md', 'report');
       process.stdout.write('out: ü');
       process.stderr.write('err');
       process.exitCode = 4;`,
      { onOutput: (text, stream) => printed.push(`${stream} ${text}`) },
    );
    const { durationMs, ...rest } = await result;
    expect(rest).toEqual({
      exitCode: 4,
      signal: null,
      stdout: 'out: ü',
      stderr: 'err',
      outputs: { outcome: 'failed' },
      summary: '# Title\n',
      files: { 'deep/report.md': 'report' },
    });
    expect(printed.sort()).toEqual(['stderr err', 'stdout out: ü']);
    expect(durationMs).toBeGreaterThan(0);
    expect(existsSync(dirname(runnerTemp))).toBe(false);
  });

  itOffWindows('lets a test wait for the log and send signals', async () => {
    const { child, result, waitForLog } = run(
      `process.on('SIGINT', () => { console.error('cancelled'); process.exit(130); });
       setInterval(() => undefined, 1000);
       console.log('ready');`,
    );
    await waitForLog('ready');
    await waitForLog(/^read/g);
    child.kill('SIGINT');
    await waitForLog('cancelled');
    expect(await result).toMatchObject({ exitCode: 130, signal: null, stderr: 'cancelled\n' });
  });

  it('rejects a wait for the log once the program has ended', async () => {
    const { result, waitForLog } = run(`console.log('one');`);
    await expect(waitForLog('two')).rejects.toThrow('ended without printing two');
    await result;
    await expect(waitForLog('one')).resolves.toBeUndefined();
  });

  it('stops an action that would not end, and leaves nothing behind', async () => {
    const { result, runnerTemp, stop } = run('setInterval(() => undefined, 1000);');
    await stop();
    expect(await result).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    expect(existsSync(dirname(runnerTemp))).toBe(false);
  });

  it('refuses outputs that a runner would refuse', async () => {
    const { result, runnerTemp } = run(
      `import { appendFileSync } from 'node:fs';
       appendFileSync(process.env.GITHUB_OUTPUT, 'outcome<<E\\nfailed\\n');`,
    );
    await expect(result).rejects.toThrow('output outcome does not end');
    expect(existsSync(dirname(runnerTemp))).toBe(false);
  });
});
