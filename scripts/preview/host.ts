/** A host that runs a gate against the simulated cloud in no time and keeps what people would read. */
import { VirtualClock } from '../../__tests__/unit/support/virtual-clock.js';
import type { SettingName } from '../../src/base/settings.js';
import type { Host } from '../../src/host.js';
import type { Annotation } from '../../src/report/annotations.js';
import type { LogGroup } from '../../src/report/log/ending.js';
import { commentOf } from '../../src/report/summary/summary.js';
import { startRun } from '../../src/run.js';
import type { PreviewCase } from './cases.js';
import { cloudTransport } from './cloud.js';

/** One entry of the log. */
export type LogEntry = string | LogGroup | Annotation;

/** What people would read. */
export interface Preview {
  readonly preview: PreviewCase;
  readonly log: readonly LogEntry[];
  readonly summary: string;
  readonly comment: string;
}

const TOKEN = 'the-token-of-the-preview';
const REPOSITORY = 'https://github.com/octo/infra';
const COMMIT = '3f786850e387550fdab836ed7e6dc881de23001b';
const LINKS = {
  run: `${REPOSITORY}/actions/runs/42`,
  commit: COMMIT,
  commitPage: `${REPOSITORY}/commit/${COMMIT}`,
  attempt: 1,
};

/** Runs a case to its end. The same every time: neither a clock nor chance has a say. */
export async function runPreview(preview: PreviewCase): Promise<Preview> {
  const clock = new VirtualClock();
  const log: LogEntry[] = [];
  const written = { summary: '', comment: '' };
  const host: Host = {
    ...staticParts(preview),
    clock,
    cancellation: { signal: cancellationOf(preview, clock), cause: () => 'SIGINT' },
    newTransport: () => cloudTransport(preview, TOKEN, clock),
    startedAt: clock.now(),
    printHeader: ({ title, lines }) => log.push(title, ...lines),
    print: (lines) => log.push(...lines),
    printEnding: (lines) => log.push(...lines),
    printGroup: (group) => log.push(group),
    annotate: (annotation) => log.push(annotation),
    writeReports: ({ facts, context, sanitize, markdown }) => {
      written.summary = markdown();
      written.comment = commentOf(facts(), context, LINKS, sanitize, 60_000);
      return Promise.resolve({ summary: LINKS.run, report: '/home/runner/work/_temp/report.md' });
    },
    reportUsageError: (problems) => {
      throw new Error(`${preview.name}: ${problems.map(({ message }) => message).join(' ')}`);
    },
  };
  await clock.run(startRun(host).exitStatus);
  return { preview, log, ...written };
}

/** What is the same in every run of a case. */
function staticParts({ scenarios, failFast = true }: PreviewCase) {
  const given: Partial<Record<SettingName, string>> = {
    job_id: scenarios.map(({ job }) => job.id).join(),
    project_id: scenarios[0]?.projectId ?? '',
    service: scenarios[0]?.service ?? '',
    region: 'eu-de',
    token: TOKEN,
    parent_id: scenarios[0]?.parentId ?? '',
    fail_fast: String(failFast),
  };
  const read = (name: SettingName): string => given[name] ?? '';
  const nameOf = (name: SettingName): string => name;
  return {
    task: 'wait' as const,
    notReady: undefined,
    random: () => 0.5,
    settings: {
      layers: [{ read, describe: (name: SettingName) => `input ${name}`, explicit: true }],
      variable: () => '',
      nameOf,
      idTokenProblems: () => [],
      whyNoSecrets: () => '',
      warnings: [],
    },
    environment: {},
    secrets: [],
    colour: true,
    isDebugging: false,
    maxAnnotations: 10,
    helpPage: 'https://github.com/octo/cloud-job-gate/blob/v1/docs/troubleshooting.md',
    idTokens: () => () => Promise.reject(new Error('no preview asks for an OIDC token')),
    announceSecret: () => undefined,
    debug: () => undefined,
    warn: (_: string, sentence: string) => {
      throw new Error(sentence);
    },
    onEvent: () => undefined,
    afterVerdict: () => Promise.resolve(),
  } satisfies Partial<Host>;
}

/** Aborts when the case says so. */
function cancellationOf({ cancelAt }: PreviewCase, clock: VirtualClock): AbortSignal {
  const cancel = new AbortController();
  if (cancelAt !== undefined) {
    void clock.sleep(cancelAt, new AbortController().signal).then(() => {
      cancel.abort();
    });
  }
  return cancel.signal;
}
