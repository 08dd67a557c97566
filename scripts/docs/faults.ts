/** `docs/faults.md`: the table of the faults that the suite runs. */
import { FAULTS } from '../../__tests__/faults/table/index.js';
import { exitCodeOf, INPUTS, type Fault } from '../../__tests__/faults/fault.js';
import { code, table } from './markdown.js';

const INTRODUCTION = `# Faults and how the gate ends

Every row is a test. The bundle runs in a process of its own, against real sockets that misbehave in this way. Its inputs are a
\`timeout\` of ${INPUTS.timeout}, a \`request_timeout\` of ${INPUTS.request_timeout} (shorter where it ends the request) and an \`outage_tolerance\` of ${INPUTS.outage_tolerance}
(10s where the fault passes). A run that ends otherwise, outlasts its deadline, or lets a request reach a host that the user did not name fails the suite.

The table is made from the suite by \`npm run docs\`.
`;

/** The whole document. */
export function faultsDocument(): string {
  const sections = FAULTS.map(
    ({ heading, faults }) => `## ${heading}\n\n${table(['fault', 'outcome', 'exit status'], faults.map(row))}\n`,
  );
  return [INTRODUCTION, ...sections].join('\n');
}

function row(fault: Fault): string[] {
  const { name, outcome, platforms } = fault;
  const words = name.replaceAll(/\b(?:https?|ftp):\/\/\S+/g, (url) => code(url));
  const note = platforms === undefined ? '' : ` (${platforms.join(', ')} alone)`;
  return [`${words}${note}`, code(outcome), String(exitCodeOf(fault))];
}
