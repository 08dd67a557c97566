/** RDS, DDS, GaussDB, TaurusDB, GeminiDB and DDM: "Obtaining Information About a Task" in their references. */
import { zonedInstant } from '../instants.js';
import type { Phase } from '../scenario.js';
import { statusOf, type JobState } from '../timeline.js';
import { errorsOf, flatError, type JobApi } from './job-api.js';

const STATUSES = { Initializing: 'Running', Running: 'Running', Success: 'Completed', Failed: 'Failed' } as const;

/** Relational Database Service. */
const rds: JobApi = {
  service: 'rds',
  path: '/v3/{project_id}/jobs?id={job_id}',
  statuses: STATUSES,
  shows: ['progress', 'reason'],
  body: (state) => ({
    job: { ...commonOf(state, STATUSES), process: progressOf(state), entities: {}, fail_reason: state.end?.reason },
  }),
  // For seconds also of a job that has only just been started, and of one that deletes after it has ended.
  ...errorsOf(flatError(400, 'DBS.200543', 'The job does not exist.')),
};

/** Document Database Service, whose progress has another name. */
const dds: JobApi = {
  ...rds,
  service: 'dds',
  body: (state) => ({
    job: { ...commonOf(state, STATUSES), progress: progressOf(state), fail_reason: state.end?.reason ?? null },
  }),
};

const TAURUS_STATUSES = { ...STATUSES, Initializing: 'Pending' } as const;

/** GaussDB for MySQL. A task that is put off is Pending. */
const taurusdb: JobApi = {
  ...rds,
  service: 'taurusdb',
  statuses: TAURUS_STATUSES,
  body: (state) => ({
    job: {
      ...commonOf(state, TAURUS_STATUSES),
      process: progressOf(state),
      entities: {},
      fail_reason: state.end?.reason,
    },
  }),
};

/** The same in Open Telekom Cloud, which has it under a path of its own. */
const otcTaurusdb: JobApi = { ...taurusdb, path: `/mysql${taurusdb.path}` };

/** GaussDB NoSQL, which answers with a list of one. */
const geminidb: JobApi = {
  ...rds,
  service: 'geminidb',
  body: (state) => {
    const { created, ended = '', ...rest } = commonOf(state, STATUSES);
    const more = { progress: progressOf(state), fail_reason: state.end?.reason ?? '' };
    return { jobs: [{ ...rest, start_time: created, end_time: ended, ...more }], total_count: 1 };
  },
};

/** Distributed Database Middleware, whose tasks have no reason. */
const ddm: JobApi = {
  ...rds,
  service: 'ddm',
  path: '/v3/{project_id}/jobs/{job_id}',
  shows: ['progress'],
  body: (state) => {
    const { created, ended, ...rest } = commonOf(state, STATUSES);
    return { job: { ...rest, created_time: created, end_time: ended, process: progressOf(state) } };
  },
};

/** The job APIs of these services. GaussDB (openGauss) has the one of DDS. */
export const DATABASES: readonly JobApi[] = [
  rds,
  dds,
  { ...dds, service: 'gaussdb' },
  taurusdb,
  otcTaurusdb,
  geminidb,
  ddm,
];

interface Common {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly created: string;
  readonly ended: string | undefined;
  readonly instance: object;
}

function commonOf(state: JobState, statuses: Readonly<Record<Phase, string>>): Common {
  const { script } = state;
  return {
    id: script.id,
    name: script.type,
    status: statusOf(state, statuses),
    created: zonedInstant(state.createdAt),
    ended: state.endedAt === undefined ? undefined : zonedInstant(state.endedAt),
    instance: { id: script.resourceId, name: script.resourceName },
  };
}

/** Shown only while the job runs. */
function progressOf({ progress, end }: JobState): string {
  return end !== undefined || progress === undefined ? '' : `${Math.round(progress * 100)}%`;
}
