import { describe, expect, it } from '@jest/globals';

import type { Scenario } from '../../simulator/scenario.js';
import { bytes, jobDocument, json, parentDocument } from './support/answers.js';
import { jsonOutput, runGate, type Gate } from './support/gate.js';
import { annotationsIn, linesOf, UNSEEN } from './support/log.js';

const ESC = '\u001b';

/** Texts that try to be more than text, to a runner, a terminal, a table, a browser or GitHub. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['a command', '::error::forged'],
  ['a command after a line feed', 'x\n::error title=forged::forged'],
  ['a command after a carriage return', 'x\r::set-output name=outcome::success'],
  ['a command after blanks', ' \t\u00a0\u3000::stop-commands::forged'],
  ['a command after invisible characters', '\u200b\ufeff\u2060::error::forged'],
  [
    'a command after other line ends',
    'x\u0085::error::forged\u2028::error::forged\u2029::error::forged\v::error::forged',
  ],
  ['a command of the old kind', '##[add-mask]a'],
  ['a command of the old kind, torn', '#\u200b#[error]forged#\u00ad#[group]forged ##'],
  ['a half of a command', '#'],
  ['percent escapes', '%0A::error::forged%0D%250A'],
  ['a table', 'a | b || c \\| d \\\\| e\n| --- | --- |\n| x |'],
  ['backticks', '` `` ``` ```` x`'],
  ['a fence', '\n```\n::error::forged\n```\n'],
  ['HTML', '</code></td></table><img src=x onerror=alert(1)><script>alert(1)</script><!-- <details>'],
  [
    'Markdown',
    '[click](https://evil.example) ![i](https://evil.example/i.png) @everyone #1 GH-1 **b** <https://evil.example>',
  ],
  ['a heading', '\n\n# forged\n\n---\n> quote'],
  ['ANSI', `${ESC}[2J${ESC}[1;1H${ESC}]8;;https://evil.example${ESC}\\click${ESC}]8;;${ESC}\\${ESC}[31mred\u009b31m`],
  ['control characters', 'a\0b\bc\x07d\x7fe\u0090f\u009c'],
  ['bidi', 'abc\u202egnp.\u2066x\u2069\u200f\u061c'],
  ['a lone surrogate', 'a\ud800b\udc00'],
  ['an output', 'x\nENDOFVALUE\noutcome<<E\nsuccess\nE\n'],
  ['a very long text', '::error::'.repeat(2000)],
  ['many lines', '\n'.repeat(500)],
];

/** All of it in one. */
const EVERYTHING = HOSTILE.map(([, text]) => text.slice(0, 300)).join(' ');

/** Nothing of what was tried has worked. */
function expectInert(gate: Gate): void {
  const { stdout, summary, outputs } = gate;
  // Commands and `##[` are looked for after every run of these tests.
  expect(stdout.split('\n').filter((line) => UNSEEN.test(line))).toEqual([]);
  expect(linesOf(stdout).filter((line) => /^(?:forged|success|outcome<<|ENDOFVALUE|# |---|\||>)/.test(line))).toEqual(
    [],
  );
  for (const text of [summary, ...Object.values(gate.files), ...Object.values(outputs)]) {
    expect(UNSEEN.test(text.replaceAll('\n', ''))).toBe(false);
    expect(text).not.toContain('##[');
  }
  for (const [name, value] of Object.entries(outputs)) expect([name, value.includes('\n')]).toEqual([name, false]);
  expectInertMarkdown(summary);
}

function expectInertMarkdown(summary: string): void {
  const lines = summary.replace(/^```mermaid\n([^]*?)^```\n/gm, expectInertDiagram).split('\n');
  expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(1);
  // A table is a table to its end, and its pipes are its own.
  const pipes = (line: string): number => line.replaceAll('\\|', '').split('|').length - 1;
  for (const line of lines.filter((each) => each.startsWith('|'))) expect([3, 4]).toContain(pipes(line));
  const outside = lines.map((line) =>
    line
      .replace(/^#+ /, '')
      .replace(/^> \[!(?:CAUTION|WARNING)\]$/, '')
      .replace(/<code>[^<>]*<\/code>/g, '')
      .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
      .replaceAll(/&emsp;|&nbsp;|<br>|^<\/?(?:details|summary)>|<\/summary>$/g, ''),
  );
  for (const line of outside) expect(line).not.toMatch(/[<@[\]#`]|https?:|GH-|forged|evil/);
}

/** In a diagram nothing can be quoted: its lines consist of harmless characters, or are the gate's own. */
function expectInertDiagram(_: string, diagram: string): string {
  const lines = diagram.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^%%\{init: [\w :'{},().]+\}%%$/);
  expect(lines[1]).toBe('gantt');
  for (const line of lines.slice(2)) {
    expect(line).toMatch(
      /^ {2}(?:title [-\w ()]+|dateFormat [-A-Z :Hms.]+|axisFormat [-%HMSmd: ]+|tickInterval \d+(?:minute|hour|day)|(?:❌|✅|⏳|🕓|❔|➖) [\p{L}\p{N} ._/…-]+ :(?:crit|done|active), [-\d :.,]+)$/u,
    );
  }
  return '';
}

function scenarioWith(text: string, service: 'cce' | 'ims'): Scenario {
  const end = { at: 0, phase: 'Failed', reason: text } as const;
  const job = { type: text, resourceId: text, resourceName: text, startsAt: 0 };
  const own = service === 'cce' ? { clusterId: text } : {};
  const ends = service === 'cce' ? end : { ...end, errorCode: text };
  return {
    name: 'hostile',
    service,
    description: 'a test',
    projectId: 'project',
    job: {
      ...job,
      ...own,
      id: 'root',
      subJobs: [
        { ...job, ...own, id: 'failed', ends },
        { ...job, ...own, id: 'running' },
      ],
    },
  };
}

describe('remote text stays text:', () => {
  it.concurrent.each(HOSTILE)('%s, in every member of a job', async (_, text) => {
    const gate = await runGate({ scenarios: [scenarioWith(text, 'cce')] });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({ outcome: 'failed', phase: 'Failed' });
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
    expectInert(gate);
    // Escape sequences are gone as a whole, not only the character that makes them work.
    expect(`${gate.stdout}${gate.summary}`).not.toMatch(/\[(?:2J|1;1H|31m)/);
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([{ id: 'failed', phase: 'Failed' }]);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ id: 'root', sub_jobs: [{ id: 'failed' }, { id: 'running' }] }]);
  });

  it.concurrent('all at once, from IMS, code and task included', async () => {
    const gate = await runGate({ scenarios: [scenarioWith(EVERYTHING, 'ims')] });
    expect(gate.exitCode).toBe(1);
    expectInert(gate);
  });

  it.concurrent('all at once, of a job that goes on', async () => {
    const [failed, running] = [scenarioWith(EVERYTHING, 'cce'), scenarioWith('plain', 'cce')];
    const subJobs = (failed.job.subJobs ?? []).filter(({ id }) => id === 'running');
    const gate = await runGate({
      scenarios: [
        { ...failed, job: { ...failed.job, subJobs } },
        { ...running, name: 'plain', job: { ...running.job, id: 'plain', subJobs: [] } },
      ],
      inputs: { timeout: '1500ms' },
    });
    expect(gate.exitCode).toBe(3);
    expect(gate.summary.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(1);
    expect(gate.stdout.split('\n').filter((line) => UNSEEN.test(line))).toEqual([]);
  });

  it.concurrent('an unknown phase', async () => {
    const gate = await runGate({
      inputs: { timeout: '1500ms' },
      prepare: ({ answerNext }) => {
        answerNext(json(parentDocument(EVERYTHING, [jobDocument(EVERYTHING)])), Infinity);
      },
    });
    expect(gate.exitCode).toBe(3);
    const warnings = annotationsIn(gate.stdout, 'warning').filter((each) => each.includes('title=Unknown phase'));
    expect(warnings).toHaveLength(1);
    expectInert(gate);
  });

  it.concurrent('an ID that is not the one asked for', async () => {
    const gate = await runGate({
      inputs: { timeout: '1500ms' },
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Success', { metadata: { uid: EVERYTHING } })), Infinity);
      },
    });
    expect(gate.exitCode).toBe(3);
    expectInert(gate);
  });

  it.concurrent.each([400, 401, 404, 500])('an error’s code, words and request ID (HTTP %d)', async (status) => {
    const gate = await runGate({
      inputs: { timeout: '1500ms' },
      prepare: ({ answerNext }) => {
        answerNext((request, response) => {
          response.removeHeader('x-request-id');
          const body = { error_code: EVERYTHING, error_msg: EVERYTHING, request_id: EVERYTHING };
          json(body, status)(request, response);
        }, Infinity);
      },
    });
    expect([3, 4]).toContain(gate.exitCode);
    expectInert(gate);
  });

  it.concurrent('headers', async () => {
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext((_, response) => {
          response.writeHead(302, {
            'x-request-id': '::error::x ##[group]<img> `|` \x85\x9b',
            location: '//##[error]::x',
          });
          response.end('::error::forged');
        });
      },
    });
    expect(gate.exitCode).toBe(4);
    expectInert(gate);
  });

  it.concurrent('a body that is all of it and no JSON', async () => {
    const gate = await runGate({
      inputs: { timeout: '1500ms' },
      prepare: ({ answerNext }) => {
        answerNext(bytes(Buffer.from(EVERYTHING)), Infinity);
      },
    });
    expect(gate.exitCode).toBe(3);
    expectInert(gate);
    expect(`${gate.stdout}${gate.summary}`).not.toContain('forged');
  });
});

describe('inputs stay text:', () => {
  it.concurrent('what is wrong is shown in one harmless line', async () => {
    const bad = HOSTILE.filter(([, text]) => !text.includes('\0'));
    for (const chunk of [bad.slice(0, 8), bad.slice(8, 16), bad.slice(16)]) {
      const names = ['project_id', 'service', 'endpoint', 'timeout', 'poll_interval', 'fail_fast', 'summary', 'job_id'];
      const inputs = Object.fromEntries(chunk.map(([, text], index) => [names[index] ?? 'summary', `x${text}`]));
      const gate = await runGate({ inputs });
      expect(gate.exitCode).toBe(2);
      expect(gate.stdout.split('\n').filter((line) => UNSEEN.test(line))).toEqual([]);
      expect(gate.outputs['reason']).not.toMatch(UNSEEN);
    }
  });
});
