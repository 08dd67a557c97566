/** RDS, DDS and GaussDB: "Obtaining Information About a Task", `jobs?id=`. */
import { zonedInstant } from '../instants.js';
import type { Service } from '../scenario.js';
import type { JobState } from '../timeline.js';
import { errorsOf, flatError, type JobApi } from './job-api.js';

const STATUS = { Initializing: 'Running', Running: 'Running', Success: 'Completed', Failed: 'Failed' } as const;

function jobApi(service: Service, notFoundCode: string): JobApi {
  return {
    service,
    paths: ['/v3/{project_id}/jobs?id={job_id}'],
    body: (state) => ({ job: body(state) }),
    ...errorsOf(flatError(404, notFoundCode, 'The job does not exist.')),
  };
}

/** Those whose API is this one. */
export const DATABASES: readonly JobApi[] = [
  jobApi('rds', 'DBS.200011'),
  jobApi('dds', 'DBS.200011'),
  jobApi('gaussdb', 'DBS.200011'),
];

function body(state: JobState): unknown {
  const { script } = state;
  const end = state.endedAt === undefined ? undefined : script.ends;
  return {
    id: script.id,
    name: script.type,
    status: STATUS[state.phase],
    created: zonedInstant(state.createdAt),
    ended: state.endedAt === undefined ? undefined : zonedInstant(state.endedAt),
    // Told only while the job runs.
    process: end !== undefined || state.progress === undefined ? '' : `${Math.round(state.progress * 100)}%`,
    instance: { id: script.resourceId, name: script.resourceName },
    entities: {},
    fail_reason: end?.reason,
  };
}
