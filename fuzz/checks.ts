/** Everything that the documents promise of a gate and that can be held against what was seen of it. */
import type { Finding } from './finding.js';
import { leaksOf } from './leaks.js';
import { expectationOf, type Expectation, type Outcome } from './oracle.js';
import { outputProblems } from './outputs.js';
import { reasonProblems } from './reasons.js';
import type { Observation } from './run-gate.js';
import { timingProblems } from './timing.js';

const EXIT_STATUS: Readonly<Record<Exclude<Outcome, 'cancelled'>, number>> = {
  success: 0,
  failed: 1,
  'timed-out': 3,
  error: 4,
};

const SIGNAL_STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What is wrong with a gate; empty where nothing is. */
export function findingsOf(seen: Observation): Finding[] {
  if (diedAtStart(seen)) return leaksOf(seen);
  const expectation = expectationOf(seen);
  return [
    ...outcomeProblems(seen, expectation),
    ...(seen.hung ? [] : timingProblems(seen, expectation)),
    ...strangerProblems(seen),
    ...outputProblems(seen),
    ...reasonProblems(seen),
    ...leaksOf(seen),
  ];
}

/** A signal that comes before Node has read the bundle ends the process as any other; it is not green at least. */
function diedAtStart({ fuzzed, exchanges, result }: Observation): boolean {
  if (fuzzed.signal?.from !== 'start' || exchanges.length > 0) return false;
  return result.exitCode === null && result.signal === fuzzed.signal.name;
}

function outcomeProblems({ fuzzed, result, hung }: Observation, { allowed }: Expectation): Finding[] {
  if (hung) return [{ rule: 'hang', text: 'it had to be killed' }];
  const { exitCode, signal } = result;
  const outcome = outcomeOf(result.outputs['outcome']);
  const findings: Finding[] = [];
  if ((exitCode === 0 || outcome === 'success') && !allowed.has('success')) {
    findings.push({ rule: 'proof', text: `exit status ${exitCode}, outcome ${outcome}: success is not proved` });
  }
  if (outcome === undefined || !allowed.has(outcome)) {
    const text = `${outcome ?? 'none'}, where ${[...allowed].join(' or ')} is allowed`;
    // A process that was not served for long ends by its own clock: one kind of red for another needs a second try.
    findings.push({ rule: 'outcome', text, timed: exitCode !== 0 });
  }
  const cancelled = fuzzed.signal === undefined ? undefined : SIGNAL_STATUS[fuzzed.signal.name];
  const right = outcome === 'cancelled' ? cancelled : outcome && EXIT_STATUS[outcome];
  if (exitCode !== right) {
    findings.push({
      rule: 'exit',
      text: `exit status ${exitCode} (signal ${signal}) with outcome ${outcome ?? 'none'}`,
    });
  }
  return findings;
}

function outcomeOf(text: string | undefined): Outcome | undefined {
  const outcomes: readonly Outcome[] = ['success', 'failed', 'error', 'timed-out', 'cancelled'];
  return outcomes.find((each) => each === text);
}

function strangerProblems({ strangers }: Observation): Finding[] {
  return strangers.map((text) => ({ rule: 'request', text }));
}
