/** Summary and comment through a renderer of GitHub-flavoured Markdown, and its HTML through a browser's parser. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { walk } from '../../../src/engine/job.js';
import type { GateFacts } from '../../../src/report/facts.js';
import { commentOf, summaryOf } from '../../../src/report/summary/summary.js';
import { reasonText } from '../../../src/report/text/sentences.js';
import type { Job } from '../../../src/services/job.js';
import { apiError, jobIn } from '../support/jobs.js';
import { render, type Rendered } from '../support/rendered.js';
import {
  anyTree,
  ATTACKS,
  contextOf,
  ended,
  failedGate,
  format,
  gateOf,
  HELP_PAGE,
  sanitize,
  START,
} from './samples.js';

const ELEMENTS =
  /^(?:h2|h4|blockquote|p|strong|br|table|thead|tbody|tr|th|td|code|pre|details(?: open=)?|summary|code class=language-mermaid|a href=\S+)$/;

/** What GitHub or a browser would make something of, in prose. Our own words have none of it. */
const ACTIVE = /@|:\/\/|www\.|#\d|GH-\d|[<>]|javascript:/i;

const LINKS = { run: `${HELP_PAGE}#run`, commit: '0123456789', commitPage: `${HELP_PAGE}#commit`, attempt: 1 };

/** Nothing that the data put there acts, and every row of a table has the head's number of cells. */
function expectInert(rendered: Rendered): void {
  expect(rendered.elements.filter((element) => !ELEMENTS.test(element))).toEqual([]);
  expect(rendered.links.filter((link) => !link.startsWith(`${HELP_PAGE}#`))).toEqual([]);
  expect(rendered.prose.replace('[!CAUTION]', '').replace('[!WARNING]', '')).not.toMatch(ACTIVE);
  for (const [head, ...rows] of rendered.tables) {
    for (const row of rows) expect(row).toHaveLength(head?.length ?? 0);
  }
  for (const block of rendered.blocks) {
    expect(block).toMatch(/^mermaid\n%%\{init: .*\}%%\ngantt\n {2}title /);
    expect(block.split('\n').slice(2).join('\n')).not.toMatch(/[<>"'`@;#&%](?![HMSmd])/);
  }
}

const renderings = (facts: GateFacts): Rendered[] => [
  render(summaryOf(facts, contextOf(), sanitize)),
  render(commentOf(facts, contextOf(), LINKS, sanitize, 60_000)),
];

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
      '**',
      '<br>',
    ];
    const factsOf = (text: string): GateFacts => {
      const facts = { type: text, resourceName: text, reason: text, id: text };
      const job = jobIn('Failed', { ...facts, subJobs: [timed(jobIn('Failed', facts)), jobIn('Running', facts)] });
      const error = apiError('outage', { code: `c ${text}`, message: text, requestId: text, advice: '<Ours>' });
      return gateOf('failed', ended({ kind: 'failed' }, job), ended({ kind: 'error', error }, job, { jobId: 'b' }));
    };
    const shape = ({ elements, tables }: Rendered): unknown => [
      elements,
      tables.map((rows) => rows.map((row) => row.length)),
    ];
    const harmless = renderings(factsOf('A')).map(shape);
    for (const text of texts.filter((each) => sanitize(each) !== '')) {
      const all = renderings(factsOf(text));
      all.forEach(expectInert);
      expect(all.map(shape)).toEqual(harmless);
      const shown = sanitize(text);
      for (const { tables } of all) {
        expect(tables.flat()).toContainEqual([`${shown} ${shown}${shown}`, '❌\u00a0Failed', '9s']);
      }
    }
  });

  it('is inert, whole and complete of any tree', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (tree, other) => {
        const error = apiError('outage', {
          code: other.id,
          message: other.reason,
          requestId: other.type,
          advice: other.id,
        });
        const failed = { ...tree, phase: 'Failed' as const, subJobs: tree.subJobs.map(timed) };
        const jobs = [...walk(failed)].slice(1).map(({ job }) => job);
        for (const rendered of renderings(failedGate(failed))) {
          expectInert(rendered);
          const names = rendered.tables.find(([head]) => head?.[0] === 'Sub-job')?.slice(1) ?? [];
          const cells = names.map(([cell = '']) => cell);
          expect(cells).toHaveLength(jobs.length);
          for (const job of jobs) {
            const reason = reasonText(job.reason, job.errorCode, format);
            expect(cells.some((cell) => cell.includes(sanitize(job.type, 120)) && cell.endsWith(reason))).toBe(true);
          }
        }
        for (const rendered of [
          ...renderings(
            gateOf('failed', ended({ kind: 'failed' }, failed), ended({ kind: 'error', error }, other, { jobId: 'b' })),
          ),
          ...renderings(gateOf('timed-out', ended({ kind: 'timed-out', error }, other))),
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
