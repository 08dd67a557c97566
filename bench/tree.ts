/** *Tree*: decoding, verdict and every report of one answer with many sub-jobs. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { GateResult } from '../src/engine/events.js';
import { verdict } from '../src/engine/job.js';
import { isJsonObject } from '../src/base/json.js';
import { annotationsOf } from '../src/report/annotations.js';
import { factsOf } from '../src/report/facts.js';
import { createLog } from '../src/report/log/log.js';
import { outputsOf } from '../src/report/outputs/outputs.js';
import { summaryOf } from '../src/report/summary/summary.js';
import { textFormatter } from '../src/report/text/formatter.js';
import { createSanitizer } from '../src/report/text/sanitize.js';
import { Secrets } from '../src/base/secrets.js';
import { createDecoder } from '../src/services/decoder.js';
import { SERVICES } from '../src/services/table.js';
import { median, publish, round, type Row } from './table.js';

const decode = createDecoder(SERVICES[0]);

const SIZES = [10, 100, 1000, 10_000, 100_000] as const;
const MAX_EXPONENT = 1.1;

/** Below this size a run is all constant costs. */
const EXPONENT_FROM = 1000;

/** Runs the benchmark; fails where the time grows more than linearly. */
export async function tree(): Promise<boolean> {
  // The first runs of any size are the compiler's.
  for (let run = 0; run < 20; run += 1) await timeOf(documentText(1000));
  const rows: Row[] = [];
  const points: { size: number; ms: number }[] = [];
  for (const size of SIZES) {
    const text = documentText(size);
    const runs = Math.max(5, Math.min(50, 100_000 / size));
    const times: number[] = [];
    const heaps: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { ms, heapMiB } = await timeOf(text);
      times.push(ms);
      heaps.push(heapMiB);
    }
    points.push({ size, ms: median(times) });
    rows.push({
      'sub-jobs': size,
      'time (ms)': round(median(times), 2),
      'per sub-job (µs)': round((median(times) * 1000) / size, 2),
      'JSON.parse alone (ms)': round(parseTime(text), 2),
      'heap afterwards (MiB)': round(median(heaps), 1),
    });
  }
  const exponent = slope(points.filter(({ size }) => size >= EXPONENT_FROM));
  publish(
    'tree',
    `Tree: decode, verdict and reports; time grows with sub-jobs to the power of ${round(exponent, 2)}`,
    rows,
  );
  return exponent < MAX_EXPONENT;
}

/** A cluster with a node for each ten sub-jobs, the last of which failed. */
function documentText(size: number): string {
  const phase = (index: number): string => (index === size - 1 ? 'Failed' : 'Success');
  const document = (index: number, type: string, subJobs: readonly unknown[]): unknown => ({
    kind: 'Job',
    metadata: { uid: `job-${index}`, creationTimestamp: '2018-08-02 08:12:40.672772389 +0000 UTC' },
    spec: { type, clusterUID: 'c-1', resourceID: `r-${index}`, resourceName: `node-${index}`, subJobs },
    status: { phase: phase(index), reason: index === size - 1 ? 'no quota' : '' },
  });
  const nodes = Array.from({ length: Math.ceil(size / 10) }, (_, node) =>
    document(
      node * 10,
      'CreateNode',
      Array.from({ length: Math.min(9, size - node * 10 - 1) }, (_each, leaf) =>
        document(node * 10 + leaf + 1, 'InstallNode', []),
      ),
    ),
  );
  return JSON.stringify({
    metadata: { uid: 'job' },
    spec: { type: 'CreateCluster', subJobs: nodes },
    status: { phase: 'Failed' },
  });
}

async function timeOf(text: string): Promise<{ ms: number; heapMiB: number }> {
  await sleep(0);
  const startedAt = performance.now();
  const document: unknown = JSON.parse(text);
  if (!isJsonObject(document)) throw new Error('not an object');
  const job = decode(document, 'job', '');
  if (verdict(job) !== 'failed') throw new Error('the failure was not found');
  const result: GateResult = {
    outcome: 'failed',
    durationMs: 1000,
    jobs: [{ jobId: 'job', ending: { kind: 'failed' }, job, failedJob: job, requests: { made: 1, failed: 0 } }],
  };
  const sanitize = createSanitizer(new Secrets(() => undefined));
  const context = {
    jobIds: ['job'],
    service: SERVICES[0].name,
    projectId: 'p',
    region: 'eu-de',
    endpoint: 'https://cce.example/',
    sources: [],
    timeoutMs: 1000,
    pollInterval: 'auto' as const,
    startedAt: 0,
    nameOf: (name: string) => name,
    helpPage: '',
  };
  const format = textFormatter(sanitize);
  const log = createLog(context, format);
  log.event({ kind: 'watch', jobId: 'job', waitedMs: 1, event: { kind: 'answer', job, previous: undefined } });
  const facts = factsOf(result);
  log.ending(facts);
  annotationsOf(facts, context, format, 10);
  summaryOf(facts, context, sanitize);
  outputsOf(facts, sanitize);
  return { ms: performance.now() - startedAt, heapMiB: process.memoryUsage().heapUsed / 2 ** 20 };
}

function parseTime(text: string): number {
  const times = Array.from({ length: 7 }, () => {
    const startedAt = performance.now();
    JSON.parse(text);
    return performance.now() - startedAt;
  });
  return median(times);
}

/** The slope of a straight line through the points on logarithmic scales, by least squares. */
function slope(points: readonly { size: number; ms: number }[]): number {
  const logs = points.map(({ size, ms }) => ({ x: Math.log(size), y: Math.log(ms) }));
  const x0 = logs.reduce((sum, { x }) => sum + x, 0) / logs.length;
  const y0 = logs.reduce((sum, { y }) => sum + y, 0) / logs.length;
  const above = logs.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0);
  return above / logs.reduce((sum, { x }) => sum + (x - x0) ** 2, 0);
}
