import fc from 'fast-check';

import type { GateResult, JobEnding, JobResult, Outcome } from '../../../src/engine/events.js';
import { factsOf, type GateFacts, type ReportContext } from '../../../src/report/facts.js';
import { hintOf } from '../../../src/report/text/sentences.js';
import { textFormatter } from '../../../src/report/text/formatter.js';
import { createSanitizer, type Sanitize } from '../../../src/report/text/sanitize.js';
import { Secrets } from '../../../src/base/secrets.js';
import { apiError, jobIn } from '../support/jobs.js';
import type { Job } from '../../../src/services/job.js';

/** The secret that {@link sanitize} knows. */
export const SECRET = 'MIIFtoken-0123456789+/==';

const secrets = new Secrets(() => undefined);
secrets.add(SECRET);

/** A sanitizer that knows {@link SECRET}. */
export const sanitize: Sanitize = createSanitizer(secrets);

/** The formatter of text with it. */
export const format = textFormatter(sanitize);

/** When the sample waits start. */
export const START = Date.UTC(2026, 10, 21, 10, 0, 0);

/** The sample job's ID. */
export const JOB_ID = '354331b2c-229a-11e8-9c75-0255ac100ceb';

/** Where the sample wait's host has its page on troubleshooting. */
export const HELP_PAGE = 'https://github.com/octo/gate/blob/v1/docs/troubleshooting.md';

/** The sample wait's context, with any facts that a test is about. */
export function contextOf(facts: Partial<ReportContext> = {}): ReportContext {
  return {
    jobIds: [JOB_ID],
    service: 'cce',
    projectId: '0605767b5780d5762fc5c0118072a564',
    region: 'eu-de',
    endpoint: 'https://cce.eu-de.otc.t-systems.com',
    sources: [],
    timeoutMs: 1_800_000,
    pollInterval: 'auto',
    startedAt: START,
    nameOf: (name) => name,
    helpPage: HELP_PAGE,
    ...facts,
  };
}

/** A cluster that is being created, with its three usual sub-jobs. */
export function createCluster(facts: Partial<Job> = {}): Job {
  return jobIn('Running', {
    id: JOB_ID,
    type: 'CreateCluster',
    resourceId: 'b1a2',
    resourceName: 'prod-cluster',
    clusterId: 'b1a2',
    startedAt: START,
    updatedAt: START + 550_000,
    subJobs: [
      jobIn('Running', { id: 's1', type: 'InstallMaster', startedAt: START + 4000, updatedAt: START + 541_000 }),
      jobIn('Success', { id: 's2', type: 'CreatePSMCert', startedAt: START + 4000, endedAt: START + 62_000 }),
      jobIn('Unknown', { id: 's3', type: 'CreateNode' }),
    ],
    ...facts,
  });
}

/** The same cluster after its master could not be installed. */
export function brokenCluster(facts: Partial<Job> = {}): Job {
  const running = createCluster();
  const [master, ...others] = running.subJobs;
  if (master === undefined) throw new Error('the sample has lost its sub-jobs');
  const failed: Job = {
    ...master,
    phase: 'Failed',
    status: 'Failed',
    reason: 'The subnet has no free address',
    errorCode: 'CCE.03500001',
  };
  return { ...running, subJobs: [failed, ...others], ...facts };
}

/** An outage's error with everything known. */
export const OUTAGE = apiError('outage', {
  status: 502,
  code: 'APIG.0201',
  message: 'Backend timeout',
  requestId: 'req-7',
  advice: 'Run the workflow again later.',
  topic: 'trouble',
});

/** One job's end. */
export function ended(ending: JobEnding, job: Job | undefined, facts: Partial<JobResult> = {}): JobResult {
  return {
    jobId: JOB_ID,
    ending,
    job,
    failedJob: ending.kind === 'failed' ? job : undefined,
    requests: { made: 12, failed: 0 },
    ...facts,
  };
}

/** A gate's end, after 9m 10s. */
export function resultOf(outcome: Outcome, ...jobs: readonly JobResult[]): GateResult {
  return { outcome, jobs, durationMs: 550_900 };
}

/** The same, looked at as a report does. */
export function gateOf(outcome: Outcome, ...jobs: readonly JobResult[]): GateFacts {
  return factsOf(resultOf(outcome, ...jobs));
}

/** The reason of nodes that fail, and the hint that it deserves. */
export const ADDRESSES = 'No available IP addresses in the subnet';
export const ADDRESSES_HINT = hintOf(
  { visit: { job: jobIn('Failed'), depth: 0, parent: undefined }, reason: ADDRESSES, errorCode: '' },
  format,
);

/** So many nodes with names; each of which fails for its reason, or succeeds. */
export function nodes(count: number, reasonOf: (index: number) => string | undefined): Job[] {
  return Array.from({ length: count }, (_, index) => {
    const reason = reasonOf(index);
    return jobIn(reason === undefined ? 'Success' : 'Failed', {
      id: `node-${index + 1}`,
      type: 'CreateNode',
      resourceId: `n-${index + 1}`,
      resourceName: `pool-node-${index + 1}`,
      reason: reason ?? '',
      startedAt: START + 4000,
      endedAt: START + 64_000 + index * 1000,
    });
  });
}

/** A cluster that was to get more nodes. */
export function scaleUp(phase: Job['phase'], subJobs: readonly Job[], facts: Partial<Job> = {}): Job {
  return jobIn(phase, {
    id: JOB_ID,
    type: 'ScaleupCluster',
    resourceId: 'b1a2',
    resourceName: 'prod-cluster',
    startedAt: START,
    updatedAt: START + 120_000,
    subJobs,
    ...facts,
  });
}

/** A gate whose one job failed. */
export function failedGate(job: Job): GateFacts {
  return gateOf('failed', ended({ kind: 'failed' }, job));
}

/** Everything that a service could say to harm a report's reader. */
export const ATTACKS: readonly string[] = [
  '::error::forged',
  ' ::add-mask::forged',
  '##[add-mask]forged',
  'x ##[group]forged',
  '\r::stop-commands::forged',
  'a\n::error::forged',
  '\u2028::error::forged',
  '|',
  'a | b \\| c',
  '`',
  '``` js',
  '<img src=x onerror=alert(1)>',
  '</details><script>alert(1)</script>',
  '@everyone',
  '[x](javascript:alert(1))',
  '![x](https://example.com/x.png)',
  'https://example.com',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007',
  '\u009b2Jgone',
  '\u202egnp.exe',
  'zero\u200bwidth',
  'tag\u{e0041}s',
  '\ud800',
  '\udc00',
  '#',
  '#[',
  ':',
  SECRET,
  `${SECRET.slice(0, 9)}\u200b${SECRET.slice(9)}`,
];

/** Any text: attacks, ordinary characters and any UTF-16 unit, in a row. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...ATTACKS),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(' ', '\t', '\u00a0', '\u001b', '\u0085', '[', ']', ':', '#', '\\', '|', '`'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A job with any text in every place that a service fills. */
const anyJob: fc.Arbitrary<Job> = fc
  .record({
    id: anyText,
    type: anyText,
    status: fc.option(anyText, { nil: undefined }),
    reason: anyText,
    errorCode: anyText,
    resourceId: anyText,
    resourceName: anyText,
    clusterId: anyText,
    phase: fc.constantFrom('Initializing', 'Running', 'Success', 'Failed', 'Unknown'),
    startedAt: fc.option(fc.double(), { nil: undefined }),
    updatedAt: fc.option(fc.double(), { nil: undefined }),
    endedAt: fc.option(fc.double(), { nil: undefined }),
    progress: fc.option(fc.double(), { nil: undefined }),
  })
  .map(({ phase, ...facts }) => jobIn(phase, facts));

/** A tree of such jobs. */
export const anyTree: fc.Arbitrary<Job> = fc
  .tuple(anyJob, fc.array(fc.tuple(anyJob, fc.array(anyJob, { maxLength: 3 })), { maxLength: 4 }))
  .map(([root, children]) => ({
    ...root,
    subJobs: children.map(([child, subJobs]) => ({ ...child, subJobs })),
  }));
