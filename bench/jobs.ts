import { EMPTY_JOB, type Job, type Phase } from '../src/services/job.js';

/** How much a job tells on its way: nothing, a progress figure, or a tree of sub-jobs. */
export const KINDS = ['plain', 'progress', 'sub-jobs'] as const;
export type Kind = (typeof KINDS)[number];

/** A job that succeeds after so many milliseconds; `at` says what it looks like then, `t` counting from its start. */
export interface TimedJob {
  readonly endsAt: number;
  readonly at: (t: number) => Job;
}

/** @param origin the wall clock when it starts, in milliseconds since the epoch */
export function timedJob(kind: Kind, endsAt: number, origin: number, random: () => number): TimedJob {
  switch (kind) {
    case 'plain':
      return { endsAt, at: (t) => job(t < endsAt ? 'Running' : 'Success', { startedAt: origin }) };
    case 'progress': {
      // Told in steps of 5 %, and faster or slower in the beginning than in the end.
      const bend = 0.7 + 0.6 * random();
      const progress = (t: number): number => Math.floor(20 * Math.min(0.99, (t / endsAt) ** bend)) / 20;
      return {
        endsAt,
        at: (t) =>
          job(t < endsAt ? 'Running' : 'Success', { startedAt: origin, progress: t < endsAt ? progress(t) : 1 }),
      };
    }
    case 'sub-jobs':
      return withSubJobs(endsAt, origin, random);
  }
}

/** Three to ten sub-jobs, the last of which ends between none and 15 s (and 3 % of the time) before the job itself. */
function withSubJobs(endsAt: number, origin: number, random: () => number): TimedJob {
  const last = endsAt - Math.min(0.3 * endsAt, random() * (15_000 + 0.03 * endsAt));
  const count = 3 + Math.floor(random() * 8);
  const spans = Array.from({ length: count }, (_, index) => {
    const end = index === 0 ? last : last * random();
    return { start: end * random(), end };
  });
  const phase = (t: number, start: number, end: number): Phase =>
    t < start ? 'Initializing' : t < end ? 'Running' : 'Success';
  return {
    endsAt,
    at: (t) =>
      job(t < endsAt ? 'Running' : 'Success', {
        startedAt: origin,
        subJobs: spans.map(({ start, end }) => job(phase(t, start, end))),
      }),
  };
}

function job(phase: Phase, facts: Partial<Job> = {}): Job {
  return {
    ...EMPTY_JOB,
    id: 'job-1',
    type: 'CreateCluster',
    phase,
    status: phase,
    ...facts,
  };
}
