/**
 * The result as JUnit XML: a suite per job, a case per sub-job. It keeps to what both of the schemas in use allow, that of
 * Apache Ant's reports (which Azure Pipelines names) and that of Jenkins' xUnit plug-in; GitLab reads a part of it. Remote
 * text stands in `name`, `message` and the text of elements alone.
 */
import * as labels from '../../report/text/labels.js';
import { type Visit, walk } from '../../engine/job.js';
import type { Reports } from '../../host.js';
import { type JobFacts, runTimeOf } from '../../report/facts.js';
import { type Formatter, textFormatter } from '../../report/text/formatter.js';
import { causeText, endSentence, errorText, hintOf, openText, reasonText } from '../../report/text/sentences.js';

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Attributes of an element, by name. */
type Attributes = Readonly<Record<string, string | number>>;

/** What no XML 1.0 document may have, however it is written ("Char" in the recommendation). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** @param content elements that have been made here, or a text */
function element(name: string, attributes: Attributes = {}, content: readonly string[] | string = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  const start = `<${name}${given.join('')}`;
  if (content.length === 0) return `${start}/>`;
  if (typeof content === 'string') return `${start}>${escape(content)}</${name}>`;
  return `${start}>\n${content.join('\n')}\n</${name}>`;
}

function escape(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** How many sub-jobs a suite lists: readers take whole files into memory. */
const MAX_SUB_JOBS = 5000;

/** How a case went. */
type Kind = 'passed' | 'skipped' | 'failure' | 'error';

interface Case {
  readonly name: string;
  readonly kind: Kind;
  /** In one sentence, why; `''` of one that passed. */
  readonly why: string;
  readonly ms: number;
}

/** The whole file. */
export function junitOf({ facts, context, sanitize }: Pick<Reports, 'facts' | 'context' | 'sanitize'>): string {
  const format = textFormatter(sanitize);
  const { jobs, result } = facts();
  const { service } = context;
  const common = {
    package: service,
    hostname: 'localhost',
    timestamp: new Date(context.startedAt).toISOString().slice(0, 19),
    time: secondsText(result.durationMs),
  };
  const suites = jobs.map((job, id) => {
    const cases = casesOf(job, format);
    const attributes = { name: `${service} job ${job.jobId}`, id, ...common, ...countsOf(cases) };
    const children = cases.map((each) => caseElement(each, `${service}.${job.jobId}`));
    return element('testsuite', attributes, [element('properties'), ...children, ...STREAMS]);
  });
  return `${XML_DECLARATION}\n${element('testsuites', {}, suites)}\n`;
}

/** Ant's schema has them in every suite. */
const STREAMS = [element('system-out'), element('system-err')];

function secondsText(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function countsOf(cases: readonly Case[]): Attributes {
  const count = (kind: Kind): number => cases.filter((each) => each.kind === kind).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function caseElement({ name, kind, why, ms }: Case, classname: string): string {
  const attributes = { name, classname, time: secondsText(ms) };
  switch (kind) {
    case 'passed':
      return element('testcase', attributes);
    case 'skipped':
      return element('testcase', attributes, [element('skipped', { message: why })]);
    case 'failure':
    case 'error': {
      const type = kind === 'failure' ? 'Failed' : 'NoResult';
      return element('testcase', attributes, [element(kind, { message: why, type }, why)]);
    }
  }
}

/** The cases of one job: its sub-jobs, and the job itself where none of them says why it ended as it did. */
function casesOf(facts: JobFacts, format: Formatter): Case[] {
  const { kind } = facts.result.ending;
  const [root, ...visits] = facts.job === undefined ? [] : [...walk(facts.job)];
  const explain = explainerOf(facts, format);
  const kept = failuresFirst(visits);
  const subJobs = visits.filter((visit) => kept.has(visit)).map((visit) => subJobCase(visit, facts, explain, format));
  const isExplained =
    (kind === 'success' && subJobs.length > 0) ||
    (kind === 'failed' && subJobs.some((subJob) => subJob.kind === 'failure'));
  const own = isExplained ? [] : [jobCase(facts, root, explain, format)];
  return distinct([...own, ...subJobs, ...leftOut(visits.length - kept.size)]);
}

/** So many as a suite has room for. */
function failuresFirst(visits: readonly Visit[]): ReadonlySet<Visit> {
  if (visits.length <= MAX_SUB_JOBS) return new Set(visits);
  const isFailure = ({ job }: Visit): boolean => job.phase === 'Failed';
  const ordered = [...visits.filter(isFailure), ...visits.filter((visit) => !isFailure(visit))];
  return new Set(ordered.slice(0, MAX_SUB_JOBS));
}

function leftOut(count: number): Case[] {
  if (count === 0) return [];
  return [{ name: labels.counted(count, 'more sub-job'), kind: 'skipped', why: 'There are too many to list.', ms: 0 }];
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
  const own = { name: labels.jobTitle(facts.job, facts.jobId, format), ms: msOf(facts, root) };
  switch (ending.kind) {
    case 'success':
      return { ...own, kind: 'passed', why: '' };
    case 'failed':
      return { ...own, kind: 'failure', why: root === undefined ? 'It failed.' : explain(root) };
    case 'error':
      return { ...own, kind: 'error', why: errorText(ending.error, format) };
    case 'timed-out':
    case 'running':
    case 'stopped':
      return { ...own, kind: 'error', why: endSentence(openText(facts, format)) };
  }
}

/** Sub-jobs that have not ended do not matter where the job as a whole has a verdict. */
function subJobCase(visit: Visit, facts: JobFacts, explain: (visit: Visit) => string, format: Formatter): Case {
  const { job } = visit;
  const { kind } = facts.result.ending;
  const hasVerdict = kind === 'failed' || kind === 'success';
  const own = { name: labels.subJobTitle(job, format), ms: msOf(facts, visit) };
  if (job.phase === 'Success') return { ...own, kind: 'passed', why: '' };
  if (job.phase === 'Failed') return { ...own, kind: 'failure', why: explain(visit) };
  if (job.status === undefined) return { ...own, kind: 'skipped', why: 'It has no status.' };
  const reason = reasonText(job.reason, job.errorCode, format);
  const why = `It was ${labels.phaseWord(job, format)}${reason === '' ? '' : ` (${reason})`} when it was last seen.`;
  return { ...own, kind: hasVerdict ? 'skipped' : 'error', why };
}

/** How long a job ran, by the service's times; 0 where they do not say. */
function msOf({ now }: JobFacts, visit: Visit | undefined): number {
  return visit === undefined ? 0 : (runTimeOf(visit.job, now)?.ms ?? 0);
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
