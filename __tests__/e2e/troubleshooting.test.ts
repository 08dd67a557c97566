/** The mistakes that everybody makes once: from what the bundle says, the page on troubleshooting leads to the fix. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { json } from './support/answers.js';
import { runGate, type GateOptions } from './support/gate.js';
import { recordTunnels } from './support/tunnels.js';

const PAGE = readFileSync(new URL('../../docs/troubleshooting.md', import.meta.url), 'utf8');

/** The headings of the sections that have a line which a text has in it, too; `…` stands for anything. */
function sectionsAbout(text: string): string[] {
  return PAGE.split(/^#+ /m)
    .filter((section) =>
      [...section.matchAll(/^```text\n([^]*?)^```/gm)].some(([, block = '']) =>
        block
          .trimEnd()
          .split('\n')
          .some((line) => wholeIn(line, text)),
      ),
    )
    .map((section) => section.slice(0, section.indexOf('\n')));
}

function wholeIn(line: string, text: string): boolean {
  const parts = line.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.*')).test(text);
}

/** A host that no resolver knows, behind a proxy: the proxy is asked before any resolver. */
const FAR = 'https://cce.eu-de.test';

interface Mistake extends GateOptions {
  readonly name: string;
  readonly section: string;
  /** What of the input's or the environment's name has to be said. */
  readonly names: string;
}

const forbidden = json({ errorCode: 'CCE.01403001', errorMessage: 'Forbidden.' }, 403);

const MISTAKES: readonly Mistake[] = [
  {
    name: 'a wrong token',
    inputs: { token: 'gAAAAAB-expired' },
    section: 'The token is not accepted',
    names: 'another region than the one that is asked',
  },
  {
    name: 'a region with a typing error',
    inputs: { endpoint: '', region: 'eu-ed' },
    section: 'The region is not known',
    names: 'Input region',
  },
  {
    name: 'the name of a project',
    inputs: { project_id: 'eu-de project' },
    section: 'The project ID is missing or is a name',
    names: 'Input project_id',
  },
  {
    name: "another project's ID",
    inputs: { project_id: '0123456789abcdef' },
    section: 'The permission is missing, or the project is another',
    names: 'project_id',
  },
  {
    name: 'a wrong job ID',
    inputs: { job_id: 'nobody-knows-me', timeout: '1500ms' },
    section: 'There is no such job',
    names: 'job_id',
  },
  {
    name: 'an answer without a job ID',
    inputs: { job_id: 'null' },
    section: 'The job ID is missing or invalid',
    names: '.status.jobID',
  },
  {
    name: 'a permission that is missing',
    prepare: ({ answerNext }) => {
      answerNext(forbidden, Infinity);
    },
    section: 'The permission is missing, or the project is another',
    names: 'cce:job:get',
  },
  {
    name: 'a proxy where none listens',
    inputs: { endpoint: FAR, outage_tolerance: '1s' },
    env: { https_proxy: 'http://127.0.0.1:9' },
    section: 'The proxy gives no answer',
    names: 'https_proxy',
  },
];

describe('the page on troubleshooting is reached from', () => {
  it.concurrent.each(MISTAKES)('$name', async ({ section, names, ...options }) => {
    const { outputs } = await runGate(options);
    expect(outputs['outcome']).toBe('error');
    expect(outputs['reason']).toContain(names);
    expect(sectionsAbout(outputs['reason'] ?? '')).toContain(section);
  });

  it('a proxy that wants credentials', async () => {
    const tunnels = await recordTunnels();
    const { outputs } = await runGate({ inputs: { endpoint: FAR }, env: { https_proxy: tunnels.url } });
    await tunnels.close();
    expect(sectionsAbout(outputs['reason'] ?? '')).toContain('The proxy wants credentials');
  });
});
