/**
 * The result as JUnit XML, in the part of it that GitLab, Jenkins and Azure Pipelines have in common: a suite per job, a
 * case per sub-job. Remote text stands in `name`, `message` and the text of elements alone.
 */
import { type Visit, walk } from '../../engine/job.js';
import type { Reports } from '../../host.js';
import type { JobFacts } from '../../report/facts.js';
import { type Formatter, textFormatter } from '../../report/text/formatter.js';
import { hintOf } from '../../report/text/hints.js';
import * as labels from '../../report/text/labels.js';
import { causeText, endSentence, errorText, openText, reasonText } from '../../report/text/sentences.js';
import { type Attributes, element, XML_DECLARATION } from './xml.js';

/** How many cases a suite has: readers take whole files into memory. */
const MAX_CASES = 5000;

/** How a case went. */
type Kind = 'passed' | 'skipped' | 'failure' | 'error';

interface Case {
  readonly name: string;
  readonly kind: Kind;
  /** In one sentence, why; `''` of one that passed. */
  readonly why: string;
  readonly seconds: number;
}

/** The whole file. */
export function junitOf({ facts, context, sanitize }: Pick<Reports, 'facts' | 'context' | 'sanitize'>): string {
  const format = textFormatter(sanitize);
  const { jobs, result } = facts();
  const timestamp = new Date(context.startedAt).toISOString().slice(0, 19);
  const time = (result.durationMs / 1000).toFixed(3);
  const suites = jobs.map((job) => ({ jobId: job.jobId, cases: casesOf(job, format) }));
  const children = suites.map(({ jobId, cases }) => {
    const own = { name: `${context.service} job ${jobId}`, ...countsOf(cases), time, timestamp };
    const classname = `${context.service}.${jobId}`;
    return element(
      'testsuite',
      own,
      cases.map((each) => caseElement(each, classname)),
    );
  });
  const all = countsOf(suites.flatMap(({ cases }) => cases));
  return `${XML_DECLARATION}\n${element('testsuites', { name: 'Cloud Job Gate', ...all, time }, children)}\n`;
}

function countsOf(cases: readonly Case[]): Attributes {
  const count = (kind: Kind): number => cases.filter((each) => each.kind === kind).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function caseElement({ name, kind, why, seconds }: Case, classname: string): string {
  const attributes = { name, classname, time: seconds.toFixed(3) };
  switch (kind) {
    case 'passed':
      return element('testcase', attributes);
    case 'skipped':
      return element('testcase', attributes, [element('skipped', { message: why })]);
    case 'failure':
    case 'error': {
      const type = kind === 'failure' ? 'Failed' : 'NoVerdict';
      return element('testcase', attributes, [element(kind, { message: why, type }, why)]);
    }
  }
}

/** The cases of one job: its sub-jobs, and the job itself where none of them says why it ended as it did. */
function casesOf(facts: JobFacts, format: Formatter): Case[] {
  const { kind } = facts.result.ending;
  const [root, ...visits] = facts.job === undefined ? [] : [...walk(facts.job)];
  const hasVerdict = kind === 'failed' || kind === 'success';
  const explain = explainerOf(facts, format);
  const subJobs = visits.map((visit) => subJobCase(visit, hasVerdict, explain, format));
  const isExplained =
    (kind === 'success' && subJobs.length > 0) ||
    (kind === 'failed' && subJobs.some((subJob) => subJob.kind === 'failure'));
  return distinct(limited(isExplained ? subJobs : [jobCase(facts, root, explain, format), ...subJobs]));
}

/** Says why a job or sub-job failed: a root cause with its path and what to do, others in their own words. */
function explainerOf({ rootCauses, jobId }: JobFacts, format: Formatter): (visit: Visit) => string {
  const causes = new Map(rootCauses.map((cause) => [cause.visit.job, cause]));
  return (visit) => {
    const { job } = visit;
    const own = { visit, errorCode: job.errorCode, reason: job.reason };
    const first = causes.get(job) ?? own;
    const resources = [job.resourceName || job.resourceId].filter((name) => name !== '');
    const sentence = endSentence(causeText({ first, count: 1, jobIds: [jobId], resources }, format));
    if (first === own) return sentence;
    const hint = hintOf(first, format);
    const path = visit.depth === 0 ? [] : [`Path: ${endSentence(labels.pathText(visit, format))}`];
    return [sentence, ...path, ...(hint === '' ? [] : [`Hint: ${hint}`])].join(' ');
  };
}

/** The case of the job itself. */
function jobCase(facts: JobFacts, root: Visit | undefined, explain: (visit: Visit) => string, format: Formatter): Case {
  const { ending } = facts.result;
  const own = { name: labels.jobTitle(facts.job, facts.jobId, format), seconds: secondsOf(root) };
  switch (ending.kind) {
    case 'success':
      return { ...own, kind: 'passed', why: '' };
    case 'failed':
      return { ...own, kind: 'failure', why: root === undefined ? 'It failed.' : explain(root) };
    case 'error':
      return { ...own, kind: 'error', why: errorText(ending.fault, format) };
    case 'timed-out':
    case 'running':
    case 'stopped':
      return { ...own, kind: 'error', why: endSentence(openText(facts, format)) };
  }
}

/** @param hasVerdict whether the job as a whole has one: its sub-jobs that have not ended do not matter then */
function subJobCase(visit: Visit, hasVerdict: boolean, explain: (visit: Visit) => string, format: Formatter): Case {
  const { job } = visit;
  const own = { name: labels.subJobTitle(job, format), seconds: secondsOf(visit) };
  if (job.phase === 'Success') return { ...own, kind: 'passed', why: '' };
  if (job.phase === 'Failed') return { ...own, kind: 'failure', why: explain(visit) };
  if (job.status === undefined) return { ...own, kind: 'skipped', why: 'It has no status.' };
  const reason = reasonText(job.reason, job.errorCode, format);
  const why = `It was ${labels.phaseWord(job, format)}${reason === '' ? '' : ` (${reason})`} when it was last seen.`;
  return { ...own, kind: hasVerdict ? 'skipped' : 'error', why };
}

/** Of too many cases failures are kept first, and one says how many are left out. */
function limited(cases: readonly Case[]): Case[] {
  if (cases.length <= MAX_CASES) return [...cases];
  const order: readonly Kind[] = ['failure', 'error', 'skipped', 'passed'];
  const kept = new Set(order.flatMap((kind) => cases.filter((each) => each.kind === kind)).slice(0, MAX_CASES - 1));
  const left = labels.counted(cases.length - kept.size, 'more sub-job');
  return [
    ...cases.filter((each) => kept.has(each)),
    { name: left, kind: 'skipped', why: 'Left out: there are too many.', seconds: 0 },
  ];
}

/** Readers take cases of one name for one case: the second is `InstallNode (2)`. */
function distinct(cases: readonly Case[]): Case[] {
  const used = new Set<string>();
  const next = new Map<string, number>();
  return cases.map((each) => {
    let number = next.get(each.name) ?? 1;
    let name = each.name;
    while (used.has(name)) {
      number += 1;
      name = `${each.name} (${number})`;
    }
    used.add(name);
    next.set(each.name, number);
    return { ...each, name };
  });
}

/** How long it took, by the service's times; 0 where they do not say. */
function secondsOf(visit: Visit | undefined): number {
  const { startedAt = Number.NaN, endedAt = Number.NaN, updatedAt = Number.NaN } = visit?.job ?? {};
  const lasted = ((Number.isNaN(endedAt) ? updatedAt : endedAt) - startedAt) / 1000;
  return Number.isFinite(lasted) ? Math.max(0, lasted) : 0;
}
