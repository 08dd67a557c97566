/**
 * `npm run demo -- [scenario]`: the committed bundle, run as a runner would run it, against the simulated cloud. Ends
 * with the gate's own exit status.
 */
import { existsSync } from 'node:fs';
import { constants } from 'node:os';

import { BUNDLE, startAction, type ActionResult } from '../simulator/runner.js';
import type { Scenario } from '../simulator/scenario.js';
import { SCENARIOS } from '../simulator/scenarios/index.js';
import { startSimulator } from '../simulator/simulator.js';

const WIDTH = 100;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const name = args[0] ?? 'create-cluster';
  const scenario = SCENARIOS.find((each) => each.name === name);
  if (scenario === undefined || args.length > 1) {
    return refuse(`There is no scenario "${args.join(' ')}", only ${SCENARIOS.map((each) => each.name).join(', ')}.`);
  }
  if (!existsSync(BUNDLE)) return refuse('dist/index.js is missing: build it with "npm run build".');
  const result = await runGate(scenario);
  show(result, scenario);
  // What a shell makes of a process that a signal ended.
  return result.exitCode ?? 128 + (result.signal === null ? 0 : constants.signals[result.signal]);
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

async function runGate(scenario: Scenario): Promise<ActionResult> {
  const simulator = await startSimulator({ scenarios: [scenario] });
  try {
    const inputs = {
      service: scenario.service,
      endpoint: simulator.endpoint,
      project_id: simulator.projectId,
      job_id: scenario.job.id,
      ...(scenario.parentId === undefined ? {} : { parent_id: scenario.parentId }),
      token: simulator.token,
      poll_interval: '500ms',
      // A job that never ends shows what the end of the time looks like: sooner, then.
      timeout: scenario.job.ends === undefined ? '5s' : '30s',
    };
    say(`${heading(`Scenario ${scenario.name}`)}${scenario.description}\n\n`);
    say(table({ ...inputs, token: '(a token of the simulator)' }));
    say(heading('Log'));
    const action = startAction({
      inputs,
      detached: true,
      onOutput: (text, stream) => process[stream].write(withoutMasks(text)),
    });
    // Once only: a terminal and npm may both deliver it. The gate ends within 2 s of it.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => !action.child.killed && action.child.kill(signal));
    }
    return await action.result;
  } finally {
    await simulator.close();
  }
}

/** A runner reads the commands that mask a secret and shows none of them. */
function withoutMasks(text: string): string {
  return text.replaceAll(/^::add-mask::.*\n/gm, '');
}

function show({ exitCode, signal, outputs, summary, durationMs }: ActionResult, { name }: Scenario): void {
  say(heading('Outputs'));
  say(table(outputs, legible) || '(none)\n');
  say(heading('Job summary (Markdown)'));
  say(`${summary.trimEnd() || '(none)'}\n`);
  say(heading('In short'));
  say(
    `${outputs['outcome'] ?? ''}: exit status ${signal ?? exitCode ?? ''} after ${(durationMs / 1000).toFixed(1)} s\n`,
  );
  if ((outputs['reason'] ?? '') !== '') say(`${outputs['reason'] ?? ''}\n`);
  const another = name === 'create-cluster' ? 'install-master-fails' : 'create-cluster';
  say('\nWhat to look at next:\n');
  say(table(nextSteps(another), (value) => value));
}

function nextSteps(another: string): Readonly<Record<string, string>> {
  return {
    '  npm run preview': 'these reports and others as GitHub shows them, in preview/index.html',
    [`  npm run demo -- ${another}`]: `another scenario; there are ${SCENARIOS.map(({ name }) => name).join(', ')}`,
  };
}

function say(text: string): void {
  process.stdout.write(text);
}

function heading(title: string): string {
  return `\n── ${title} ${'─'.repeat(Math.max(2, WIDTH - title.length - 4))}\n\n`;
}

function table(rows: Readonly<Record<string, string>>, show = (value: string): string => value): string {
  const width = Math.max(0, ...Object.keys(rows).map((name) => name.length));
  return Object.entries(rows)
    .map(([name, value]) => `${name.padEnd(width)}  ${show(value).replaceAll('\n', `\n${' '.repeat(width + 2)}`)}\n`)
    .join('');
}

/** A JSON output over several lines where it is too long for one; anything else as it is. */
function legible(value: string): string {
  if (value.length <= WIDTH || !/^[[{]/.test(value)) return value;
  try {
    return layOut(JSON.parse(value), '');
  } catch {
    return value;
  }
}

function layOut(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= WIDTH) return line;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((entry: unknown) => inner + layOut(entry, inner))
    : Object.entries(value).map(([name, entry]) => `${inner}${JSON.stringify(name)}: ${layOut(entry, inner)}`);
  const [open, shut] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${members.join(',\n')}\n${indent}${shut}`;
}
