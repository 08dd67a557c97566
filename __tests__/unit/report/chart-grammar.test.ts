/** The chart against Mermaid's own grammar. */
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { chartLines } from '../../../src/report/summary/chart.js';
import { jobIn } from '../support/jobs.js';
import { anyText, createCluster, ended, format, gateOf, START } from './samples.js';
import type { Job } from '../../../src/services/job.js';

/** What Mermaid makes safe before it draws takes a browser, and is no matter of the grammar. */
jest.unstable_mockModule('dompurify', () => ({
  default: { addHook: () => undefined, sanitize: (text: string) => text },
}));

let parse: (text: string) => Promise<unknown>;

beforeAll(async () => {
  const { default: mermaid } = await import('mermaid');
  parse = (text) => Promise.resolve(mermaid.parse(text));
}, 20_000);

/** The diagram without its fence. */
function diagramOf(job: Job): string {
  const facts = gateOf('failed', ended({ kind: 'failed' }, job));
  const lines = facts.jobs.flatMap((each) => chartLines(each, format));
  expect(lines[0]).toBe('```mermaid');
  return lines.slice(1, lines.indexOf('```')).join('\n');
}

describe('the chart is read by Mermaid', () => {
  it('which refuses what is none', async () => {
    await expect(parse(`${diagramOf(createCluster())}\n  nonsense`)).rejects.toThrow();
    await expect(parse(diagramOf(createCluster()))).resolves.toBe(true);
  });

  it('whatever the service calls its jobs', async () => {
    const words = [
      'section',
      'title x',
      'click a',
      'gantt',
      'excludes weekends',
      '%%{init: {}}%%',
      'a:b',
      'a#b;c',
      'end',
    ];
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, fc.constantFrom(...words)), async (text) => {
        const ran = (phase: 'Failed' | 'Running' | 'Success'): Job =>
          jobIn(phase, { type: text, resourceName: text, startedAt: START, endedAt: START + 5000 });
        const job = jobIn('Running', {
          type: text,
          resourceName: text,
          subJobs: [ran('Failed'), ran('Running'), ran('Success')],
        });
        await expect(parse(diagramOf(job))).resolves.toBe(true);
      }),
    );
  });
});
