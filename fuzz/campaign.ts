/** Many cases, several gates at a time; a case that fails is made as small as it can be. */
import { createHash } from 'node:crypto';

import fc from 'fast-check';

import type { Case } from './case.js';
import { casesFor } from './cases.js';
import { findingsOf } from './checks.js';
import { describeCase } from './describe.js';
import type { Finding } from './finding.js';
import { LagMeter } from './lag.js';
import { runGate, type Observation } from './run-gate.js';
import { describeCourse } from './story.js';

export interface CampaignOptions {
  readonly seed: number;
  /** Whether cases that last half a minute are among them. */
  readonly run: 'short' | 'long';
  /** Ends after so many gates, or when so many milliseconds are over. */
  readonly until: { readonly gates: number } | { readonly milliseconds: number };
  /** How many gates run at a time. */
  readonly concurrency: number;
  /** Ends after so many failures. */
  readonly maxFailures: number;
  /** Promises that are known to be broken, and not looked at. */
  readonly ignore?: readonly string[];
  /** What runs in place of the committed bundle. */
  readonly bundle?: string;
  readonly onFailure?: (failure: Failure) => void;
}

/** The smallest case that was found for a failure. */
export interface Failure {
  /** `SEED:PATH`, by which the case is found again. */
  readonly replay: string;
  readonly findings: readonly Finding[];
  readonly story: string;
}

export interface Campaign {
  readonly gates: number;
  readonly failures: readonly Failure[];
  /** Findings about time that no second try confirmed. */
  readonly unconfirmed: readonly string[];
  /** How often each kind of failure was found. */
  readonly kinds: ReadonlyMap<string, number>;
  /** How the gates ended, by outcome and by service. */
  readonly tally: ReadonlyMap<string, number>;
}

/** So many cases go by one seed at most; the next have the next. */
const CHUNK = 20;

/** A failure is shrunk for so many gates, and so many milliseconds, at most. */
const SHRINKS = { gates: 150, milliseconds: 90_000 } as const;

/** So often is a case tried again whose findings are about time. */
const CONFIRMATIONS = 2;

/** So many failures of one kind are shrunk; more of it are counted. */
const OF_A_KIND = 2;

/** The state of a campaign while it runs. */
interface Running {
  readonly options: CampaignOptions;
  readonly lag: LagMeter;
  readonly tally: Map<string, number>;
  readonly failures: Failure[];
  /** How often each kind of failure was found: what is broken, with which outcome. */
  readonly kinds: Map<string, number>;
  gates: number;
  readonly unconfirmed: string[];
}

/** Runs a campaign. The cases depend on the seed alone. */
export async function runCampaign(options: CampaignOptions): Promise<Campaign> {
  const running: Running = {
    options,
    lag: new LagMeter(),
    tally: new Map(),
    failures: [],
    kinds: new Map(),
    gates: 0,
    unconfirmed: [],
  };
  const startedAt = performance.now();
  const { until, concurrency, maxFailures } = options;
  const size = 'gates' in until ? Math.min(CHUNK, Math.ceil(until.gates / concurrency)) : CHUNK;
  let chunk = 0;
  const isOver = (): boolean =>
    running.failures.length >= maxFailures ||
    ('gates' in until ? chunk * size >= until.gates : performance.now() - startedAt >= until.milliseconds);
  const worker = async (): Promise<void> => {
    while (!isOver()) {
      const number = chunk++;
      const numRuns = 'gates' in until ? Math.min(size, until.gates - number * size) : size;
      await runChunk(running, options.seed + number, { numRuns });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return running;
}

/** Runs one case again, by the `SEED:PATH` of its failure. */
export async function replay(name: string, bundle?: string): Promise<Campaign> {
  const [, seed = '', path = ''] = /^(-?\d+):([\d:]*)$/.exec(name) ?? [];
  const once: CampaignOptions = {
    seed: Number(seed),
    run: 'long',
    until: { gates: 1 },
    concurrency: 1,
    maxFailures: 1,
  };
  const options = bundle === undefined ? once : { ...once, bundle };
  const running: Running = {
    options,
    lag: new LagMeter(),
    tally: new Map(),
    failures: [],
    kinds: new Map(),
    gates: 0,
    unconfirmed: [],
  };
  await runChunk(running, Number(seed), { path, numRuns: 1, endOnFailure: true });
  return running;
}

async function runChunk(running: Running, seed: number, parameters: fc.Parameters<[Case]>): Promise<void> {
  let smallest: { readonly seen: Observation; readonly findings: readonly Finding[] } | undefined;
  let tries = 0;
  let triesUntil = Infinity;
  const passed = new Set<string>();
  const property = fc.asyncProperty(casesFor(running.options.run), async (fuzzed) => {
    const text = createHash('sha256').update(JSON.stringify(fuzzed)).digest('base64');
    if (passed.has(text) || performance.now() > triesUntil || tries > SHRINKS.gates) return;
    if (smallest !== undefined) tries += 1;
    const seen = await observe(running, fuzzed);
    const findings = await confirmed(running, seen);
    if (findings.length === 0 || (smallest === undefined && !isNews(running, seen, findings))) {
      passed.add(text);
      return;
    }
    smallest = { seen, findings };
    triesUntil = Math.min(triesUntil, performance.now() + SHRINKS.milliseconds);
    throw new Error(findings.map(({ text: found }) => found).join('; '));
  });
  const result = await fc.check(property, { ...parameters, seed, verbose: fc.VerbosityLevel.None });
  if (!result.failed || smallest === undefined) return;
  const { seen, findings } = smallest;
  const story = [...describeCase(seen.fuzzed), ...describeCourse(seen)].join('\n');
  const failure = { replay: `${seed}:${result.counterexamplePath ?? ''}`, findings, story };
  running.failures.push(failure);
  running.options.onFailure?.(failure);
}

/** Whether few failures of the same kind have been found before. */
function isNews({ kinds }: Running, { result }: Observation, findings: readonly Finding[]): boolean {
  const kind = `${findings.map(({ rule }) => rule).join(', ')}, outcome ${result.outputs['outcome'] ?? 'none'}`;
  const before = kinds.get(kind) ?? 0;
  kinds.set(kind, before + 1);
  return before < OF_A_KIND;
}

async function observe(running: Running, fuzzed: Case): Promise<Observation> {
  const seen = await runGate(fuzzed, running.lag, running.options.bundle);
  running.gates += 1;
  for (const key of [`outcome ${seen.result.outputs['outcome'] ?? 'none'}`, `service ${fuzzed.service}`]) {
    running.tally.set(key, (running.tally.get(key) ?? 0) + 1);
  }
  return seen;
}

/** The findings that stand: those about time only where another try of the same case has them too. */
async function confirmed(running: Running, seen: Observation): Promise<Finding[]> {
  const ignored = running.options.ignore ?? [];
  const findings = findingsOf(seen).filter(({ rule }) => !ignored.includes(rule));
  if (findings.length === 0 || findings.some(({ timed }) => timed !== true)) return findings;
  for (let tries = 0; tries < CONFIRMATIONS; tries += 1) {
    const again = findingsOf(await observe(running, seen.fuzzed)).map(({ rule }) => rule);
    const kept = findings.filter(({ rule }) => again.includes(rule));
    if (kept.length > 0) return kept;
  }
  running.unconfirmed.push(findings.map(({ rule, text }) => `${rule}: ${text}`).join('; '));
  return [];
}
