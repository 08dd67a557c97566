/** Summary and comment through a renderer of GitHub-flavoured Markdown, and its HTML through a browser's parser. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { GateResult } from '../../../src/engine/events.js';
import { walk } from '../../../src/engine/job.js';
import { reasonText } from '../../../src/report/causes.js';
import { plainStyle } from '../../../src/report/style.js';
import { summaryOf } from '../../../src/report/summary.js';
import { faultOf, jobIn } from '../support/jobs.js';
import { render, type Rendered } from '../support/rendered.js';
import {
  anyTree,
  ATTACKS,
  brokenCluster,
  sanitize,
  contextOf,
  createCluster,
  ended,
  failedGate,
  gateOf,
  JOB_ID,
  START,
} from './samples.js';
import type { Job } from '../../../src/services/job.js';

/** GitHub reads a comment and a summary alike; the comment's limit is the tighter one. */
const LIMITS = [undefined, 59_000];

const ELEMENTS =
  /^(?:h2|blockquote|p|strong|table|thead|tbody|tr|th|td|code|pre|details(?: open=)?|summary|code class=language-mermaid)$/;

/** What GitHub or a browser would make something of, in prose. Our own words have none of it. */
const ACTIVE = /@|:\/\/|www\.|#\d|GH-\d|[<>]|javascript:/i;

/** Nothing that the data put there acts, and every row of a table has the head's number of cells. */
function expectInert(rendered: Rendered): void {
  expect(rendered.elements.filter((element) => !ELEMENTS.test(element))).toEqual([]);
  expect(rendered.links).toEqual([]);
  expect(rendered.prose.replace('[!CAUTION]', '').replace('[!WARNING]', '')).not.toMatch(ACTIVE);
  for (const [head, ...rows] of rendered.tables) {
    for (const row of rows) expect(row).toHaveLength(head?.length ?? 0);
  }
  for (const block of rendered.blocks) {
    expect(block).toMatch(/^mermaid\ngantt\n {2}title When each sub-job ran \(UTC\)\n/);
    expect(block).not.toMatch(/[<>"'`@;#&%](?![HMSmd])/);
  }
}

const renderings = (result: GateResult): Rendered[] =>
  LIMITS.map((limit) => render(summaryOf(result, contextOf(), sanitize, limit)));

const timed = (job: Job): Job => ({ ...job, startedAt: START, updatedAt: START + 9000, endedAt: START + 9000 });

describe('the rendered report', () => {
  it('shows each attack as what it is, character by character, and has the shape of a harmless one', () => {
    const texts = [
      ...ATTACKS,
      'a|b|c|d|e',
      '\\',
      '\\|',
      '&lt;b&gt;',
      '<!--',
      '-->',
      '$x$',
      ':smile:',
      '[^1]',
      '- [ ] x',
      '```mermaid',
      '~~x~~',
      '---',
      '| a | b |',
    ];
    const resultOf = (text: string): GateResult => {
      const facts = { type: text, resourceName: text, reason: text, id: text };
      const job = jobIn('Failed', { ...facts, subJobs: [timed(jobIn('Failed', facts)), jobIn('Running', facts)] });
      const fault = faultOf('outage', { code: `c ${text}`, message: text, requestId: text, advice: '<Ours>' });
      return gateOf('failed', ended({ kind: 'failed' }, job), ended({ kind: 'error', fault }, job, { jobId: 'b' }));
    };
    const shape = ({ elements, tables }: Rendered): unknown => [
      elements,
      tables.map((rows) => rows.map((row) => row.length)),
    ];
    for (const text of texts.filter((each) => sanitize(each) !== '')) {
      const [rendered] = renderings(resultOf(text));
      const [harmless] = renderings(resultOf('A'));
      if (rendered === undefined || harmless === undefined) throw new Error('nothing was rendered');
      expectInert(rendered);
      expect(shape(rendered)).toEqual(shape(harmless));
      const rows = rendered.tables.flat().filter((row) => row[1] === '❌ Failed' && row.length === 4);
      expect(rows).toContainEqual([`${sanitize(text)} ${sanitize(text)}`, '❌ Failed', '9s', sanitize(text)]);
    }
  });

  it('is inert, whole and complete of any tree', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (tree, other) => {
        const fault = faultOf('outage', {
          code: other.id,
          message: other.reason,
          requestId: other.type,
          advice: other.id,
        });
        const failed = { ...tree, phase: 'Failed' as const, subJobs: tree.subJobs.map(timed) };
        for (const rendered of renderings(failedGate(failed))) {
          expectInert(rendered);
          const names = rendered.tables.find(([head]) => head?.[0] === 'Sub-job')?.slice(1) ?? [];
          const jobs = [...walk(failed)].slice(1).map(({ job }) => job);
          expect(names).toHaveLength(jobs.length);
          jobs.forEach((job, index) => {
            expect(names[index]?.[0]).toContain(sanitize(job.type, 120));
            expect(names[index]?.[3]).toBe(reasonText(job.reason, job.errorCode, plainStyle(sanitize)) || '–');
          });
        }
        for (const rendered of [
          ...renderings(
            gateOf('failed', ended({ kind: 'failed' }, failed), ended({ kind: 'error', fault }, other, { jobId: 'b' })),
          ),
          ...renderings(gateOf('timed-out', ended({ kind: 'timed-out', fault }, other))),
          ...renderings(gateOf('cancelled', ended({ kind: 'stopped' }, other), ended({ kind: 'stopped' }, tree))),
          ...renderings(gateOf('success', ended({ kind: 'success' }, other))),
        ]) {
          expectInert(rendered);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('shown only the rendered summary, a reader can say', () => {
  const text = (result: GateResult): string => {
    const [rendered] = renderings(result);
    return [rendered?.prose, ...(rendered?.tables.flat(2) ?? [])].join('\n');
  };
  const codes = (result: GateResult): string =>
    summaryOf(result, contextOf(), sanitize).split('\n').slice(0, 9).join('\n');

  it('what failed, why, where and after how long', () => {
    const head = codes(failedGate(brokenCluster()));
    for (const words of [
      '❌ Failed',
      'InstallMaster',
      'The subnet has no free address',
      'CreateCluster` › `InstallMaster',
      'prod-cluster',
      '9m 10s',
    ]) {
      expect(head).toContain(words);
    }
  });

  it.each([
    [
      'timed-out',
      ended({ kind: 'timed-out', fault: undefined }, createCluster()),
      ['⌛ Timed out', 'was still Running', 'InstallMaster', '9m 10s'],
    ],
    [
      'error',
      ended(
        { kind: 'error', fault: faultOf('fatal', { status: 401, message: 'expired', advice: 'Get a new one.' }) },
        undefined,
      ),
      ['❗ Error', 'HTTP 401', 'expired', 'Get a new one.', JOB_ID],
    ],
    [
      'cancelled',
      ended({ kind: 'stopped' }, createCluster()),
      ['🚫 Cancelled', 'was still Running', 'may still be running'],
    ],
  ] as const)('what became of a gate that ended as %s', (outcome, job, words) => {
    const head = codes(gateOf(outcome, job));
    for (const word of words) expect(head).toContain(word);
    expect(text(gateOf(outcome, job))).toContain('UTC');
  });
});
