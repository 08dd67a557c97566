/** Writes `docs/faults.md`, the table of the faults that the suite plays: `npm run docs`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { exitStatus } from '../src/exit-status.js';
import { FAULTS } from '../__tests__/faults/table/index.js';
import type { Fault } from '../__tests__/faults/fault.js';

export const FAULTS_DOC = fileURLToPath(new URL('../docs/faults.md', import.meta.url));

const INTRODUCTION = `# Faults and how the gate ends

Every row is a test: the bundle runs in a process of its own against real sockets that misbehave in this way, with a
\`timeout\` of 4 s, a \`request_timeout\` of 700 ms and an \`outage_tolerance\` of 1 s (10 s where the fault passes). A run that
ends otherwise, outlasts its deadline, or lets a request reach a host that the user did not name fails the suite.

The table is made from the suite by \`npm run docs\`.
`;

/** The document as it should be. */
export async function faultsDocument(): Promise<string> {
  const sections = FAULTS.map(({ heading, faults }) =>
    [`## ${heading}`, '', '| fault | outcome | exit status |', '| --- | --- | --- |', ...faults.map(row), ''].join(
      '\n',
    ),
  );
  const config = await resolveConfig(FAULTS_DOC);
  return format([INTRODUCTION, ...sections].join('\n'), { ...config, parser: 'markdown' });
}

function row({ name, outcome, platforms }: Fault): string {
  const note = platforms === undefined ? '' : ` (${platforms.join(', ')} alone)`;
  return `| ${name.replaceAll('|', '\\|')}${note} | \`${outcome}\` | ${exitStatus(outcome, undefined)} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(FAULTS_DOC, await faultsDocument());
