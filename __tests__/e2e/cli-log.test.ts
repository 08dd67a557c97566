/** What the command line prints, and who reads it: terminals, other CI systems, nobody. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { startSimulator } from '../../simulator/simulator.js';
import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { jobDocument, json, parentDocument } from './support/answers.js';
import { COMMAND_LINE, dotenvOf, jsonOf, runCli } from './support/cli.js';
import { linesOf, UNSEEN } from './support/log.js';

const ESC = '\u001b';
const HOSTILE = [
  '::error::forged',
  'x ##vso[task.complete result=Succeeded]done',
  "x ##teamcity[buildStatus status='SUCCESS']",
  '##[error]forged',
  `x\n::error::forged\r${ESC}[0Ksection_end:1:cloud_job_gate_1\r${ESC}[0K`,
  '</testcase></testsuite> ]]> <!-- & " \' \ud800\uffff',
  '$HOME ${PATH} %PATH% $1',
  '\nGATE_OUTCOME=success\n',
  '{"outcome":"success"}',
].join(' | ');

describe('hostile text', () => {
  it.concurrent('acts nowhere: in neither stream nor file', async () => {
    const subJob = (index: number): unknown => ({
      metadata: { uid: `s-${index}` },
      spec: { type: HOSTILE, resourceName: HOSTILE },
      status: { phase: 'Failed', reason: HOSTILE },
    });
    const gate = await runCli({
      args: ['wait', 'JOB', 'no-such-job', '--output=json', '--dotenv=a.env', '--junit=a.xml', '--report=a.md'],
      env: { GITLAB_CI: 'true', CLOUD_JOB_GATE_FAIL_FAST: 'false', CLOUD_JOB_GATE_TIMEOUT: '1s' },
      prepare: ({ answerNext }) => {
        answerNext(json(parentDocument('Failed', [subJob(1), subJob(2)])));
        answerNext(json(jobDocument('Failed')), Infinity);
      },
    });
    expect(gate.exitCode).toBe(1);
    // Commands of every CI system are looked for after every run of these tests.
    const shown = gate.stderr.replaceAll(new RegExp(`${ESC}\\[0K|\\r`, 'g'), '');
    expect(linesOf(shown).filter((line) => UNSEEN.test(line))).toEqual([]);
    expect(gate.stderr.match(new RegExp(`section_\\w+:\\d+:\\w+(?:\\[collapsed=true\\])?\\r${ESC}`, 'g'))).toHaveLength(
      6,
    );
    expect(jsonOf(gate)).toMatchObject({ outcome: 'failed' });
    const variables = dotenvOf(gate.files['a.env'] ?? '');
    expect(variables['GATE_OUTCOME']).toBe('failed');
    expect(Object.values(variables).join()).not.toMatch(/\$[\w{]|%[A-Z]+%/i);
    expect(gate.files['a.xml']?.match(/<testsuite /g)).toHaveLength(2);
  });
});

describe('in GitLab', () => {
  it.concurrent('details are in collapsed sections, the ending and its cause are not', async () => {
    const gate = await runCli({
      scenarios: ['install-master-fails', 'create-cluster'],
      args: ['wait', 'JOB', '--no-fail-fast', '--timeout', '1500ms'],
      env: { GITLAB_CI: 'true' },
    });
    expect(gate.exitCode).toBe(1);
    const sections = /section_start:\d+:(\w+)\[collapsed=true\]\r.\[0K[^]*?section_end:\d+:\1\r.\[0K/g;
    const inside = gate.stderr.match(sections) ?? [];
    expect(inside).toHaveLength(3);
    const outside = gate.stderr.replace(sections, '');
    expect(outside).toContain('❌ Failed: ');
    expect(outside).toMatch(/Cause .*etcd is not healthy/);
    expect(outside).not.toContain('section_');
  });
});

describe('colour', () => {
  it.concurrent.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '0' }, false],
  ])('with %j: %s', async (env, expected) => {
    const gate = await runCli({ args: ['wait', 'JOB'], env });
    expect(gate.exitCode).toBe(0);
    expect(gate.stderr.includes(`${ESC}[`)).toBe(expected);
  });
});

/** Runs a line of the shell with the command line as `gate`, against a simulator that knows one job. */
async function shell(line: string, scenario: string): Promise<string> {
  const simulator = await startSimulator({ scenarios: [scenarioNamed(scenario)], speed: 20 });
  const { endpoint, projectId, token } = simulator;
  const env = {
    PATH: process.env['PATH'] ?? '',
    NODE: process.execPath,
    GATE: COMMAND_LINE,
    CLOUD_JOB_GATE_JOB_ID: scenarioNamed(scenario).job.id,
    CLOUD_JOB_GATE_ENDPOINT: endpoint,
    CLOUD_JOB_GATE_PROJECT_ID: projectId,
    CLOUD_JOB_GATE_TOKEN: token,
    CLOUD_JOB_GATE_POLL_INTERVAL: '100ms',
    CLOUD_JOB_GATE_TIMEOUT: '10s',
    TERM: 'xterm',
  };
  try {
    const script = `gate() { "$NODE" "$GATE" "$@"; }\n${line}`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script], { env, timeout: 20_000 });
    return stdout;
  } finally {
    await simulator.close();
  }
}

const onLinux = process.platform === 'linux' ? it.concurrent : it.skip;

/** script(1) gives a program a terminal, and prints what the program writes there. */
const onTerminal = (words: string): string => `script -qec 'stty cols 40; "$NODE" "$GATE" ${words}' /dev/null`;

describe('on a terminal', () => {
  onLinux('the last line is a live status in colour, and gone at the end', async () => {
    const shown = await shell(onTerminal('wait'), 'create-cluster');
    const rewritten = [...shown.matchAll(new RegExp(`\\r${ESC}\\[K([^\\r\\n]*)`, 'g'))].map(([, text = '']) => text);
    const live = rewritten.filter((text) => /^\d+s {2}\S/.test(text));
    expect(live).not.toEqual([]);
    expect(live.filter((text) => text.length > 39)).toEqual([]);
    expect(shown).toContain(`${ESC}[32m✅ Success`);
    expect(shown).not.toContain(`${ESC}[?25l`);
    expect(shown.slice(shown.lastIndexOf('✅ Success'))).not.toContain(`${ESC}[K`);
  });

  onLinux('that is dumb there is neither', async () => {
    const shown = await shell(`TERM=dumb ${onTerminal('wait')}`, 'create-cluster');
    expect(shown).toContain('✅ Success');
    expect(shown).not.toContain(ESC);
  });

  onLinux('the token is not read: it would be typed for all to see', async () => {
    const line = `unset CLOUD_JOB_GATE_TOKEN; ${onTerminal('wait --token-file -')} || echo "ends with $?."`;
    const shown = await shell(line, 'create-cluster');
    expect(shown).toContain('standard input is a terminal');
    expect(shown).toContain('ends with 2.');
  });
});

(process.platform === 'linux' ? describe : describe.skip)('the exit status stands', () => {
  it.concurrent.each([
    ['on a full disk', '> /dev/full 2>&1'],
    ['with closed streams', '>&- 2>&-'],
    ['where the reader is gone', '2>&1 | true'],
  ])('%s', async (_, streams) => {
    const line = `exec 4>&1; { gate wait --output json; echo "ends with $?." >&4; } ${streams}`;
    expect(await shell(line, 'install-master-fails')).toContain('ends with 1.');
  });

  it.concurrent('on a full disk that takes the JSON object, which is a warning', async () => {
    const shown = await shell(
      'gate wait --quiet --output json 2>&1 >/dev/full; echo "ends with $?."',
      'create-cluster',
    );
    expect(shown).toMatch(/Warning: The JSON object .*ENOSPC/);
    expect(shown).toContain('ends with 0.');
  });

  it.concurrent('where a token comes from a pipe with a name', async () => {
    const line = [
      'T=$CLOUD_JOB_GATE_TOKEN; unset CLOUD_JOB_GATE_TOKEN; D=$(mktemp -d); mkfifo "$D/p"',
      '(sleep 0.3; echo "$T" > "$D/p") &',
      'gate wait --quiet --token-file "$D/p"; echo "ends with $?."; rm -r "$D"',
    ].join('\n');
    expect(await shell(line, 'create-cluster')).toContain('ends with 0.');
  });
});
