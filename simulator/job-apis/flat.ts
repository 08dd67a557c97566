/** DCS, DMS, DWS and SWR: one flat object about a job, without sub-jobs. */
import { isoInstant, microsecondsInstant } from '../instants.js';
import { statusOf } from '../timeline.js';
import { errorsOf, flatError, type JobApi } from './job-api.js';
import { V1_STATUSES } from './v1.js';

/** Distributed Cache Service (`ShowJobInfo`). Its times are milliseconds since the epoch, as text. */
export const dcs: JobApi = {
  service: 'dcs',
  path: '/v2/{project_id}/jobs/{job_id}',
  statuses: V1_STATUSES,
  shows: ['reason'],
  body: (state) => ({
    job_id: state.script.id,
    job_type: state.script.type,
    status: statusOf(state, V1_STATUSES),
    begin_time: String(Math.floor(state.createdAt)),
    end_time: state.endedAt === undefined ? '' : String(Math.floor(state.endedAt)),
    fail_reason: state.end?.reason ?? null,
  }),
  ...errorsOf(flatError(400, 'DCS.4133', 'The job does not exist.')),
};

const DMS_STATUSES = { Initializing: 'CREATED', Running: 'EXECUTING', Success: 'SUCCESS', Failed: 'FAILED' } as const;

/** Distributed Message Service: Kafka, RabbitMQ and RocketMQ (`ShowBackgroundTask`). Its tasks have no reason. */
export const dms: JobApi = {
  service: 'dms',
  path: '/v2/{project_id}/instances/{parent_id}/tasks/{job_id}',
  statuses: DMS_STATUSES,
  otherStatuses: ['DELETED'],
  shows: [],
  body: (state) => ({
    task_count: '1',
    tasks: [
      {
        id: state.script.id,
        name: state.script.type,
        user_name: 'deployer',
        user_id: '3df5acbc24a54fadb62a043c9000a307',
        params: '{}',
        status: statusOf(state, DMS_STATUSES),
        created_at: isoInstant(state.createdAt),
        updated_at: isoInstant(state.updatedAt),
      },
    ],
  }),
  ...errorsOf(flatError(404, 'DMS.00404022', 'This instance does not exist.')),
};

/** Data Warehouse Service (`ListJobDetails`). The samples' times have no time zone. */
export const dws: JobApi = {
  service: 'dws',
  path: '/v1.0/{project_id}/job/{job_id}',
  statuses: V1_STATUSES,
  otherStatuses: ['WAITING', 'DELAY_SCHEDULED', 'STOP'],
  shows: ['progress', 'reason', 'errorCode'],
  body: (state) => ({
    job_id: state.script.id,
    job_name: state.script.type,
    begin_time: isoInstant(state.createdAt).slice(0, 19),
    end_time: state.endedAt === undefined ? '' : isoInstant(state.endedAt).slice(0, 19),
    status: statusOf(state, V1_STATUSES),
    failed_code: state.end?.errorCode ?? '',
    failed_detail: state.end?.reason ?? '',
    progress: `${Math.round((state.progress ?? 0) * 100)}%`,
  }),
  // Its code for this is documented nowhere.
  ...errorsOf(flatError(404, 'DWS.404', 'The job does not exist.')),
};

const SWR_STATUSES = {
  Initializing: 'Initializing',
  Running: 'Running',
  Success: 'Success',
  Failed: 'Failed',
} as const;

/** Software Repository for Container, Enterprise Edition (`ShowInstanceJob`). */
export const swr: JobApi = {
  service: 'swr',
  path: '/v2/{project_id}/jobs/{job_id}',
  statuses: SWR_STATUSES,
  otherStatuses: ['Creating'],
  shows: ['reason'],
  body: (state) => ({
    id: state.script.id,
    instance_id: state.script.resourceId,
    resource_id: state.script.resourceId,
    resource_name: state.script.resourceName,
    type: state.script.type,
    status: statusOf(state, SWR_STATUSES),
    reason: state.end?.reason ?? '',
    created_at: microsecondsInstant(state.createdAt),
    updated_at: microsecondsInstant(state.updatedAt),
  }),
  // Its code for this is documented nowhere.
  ...errorsOf(flatError(404, 'SWR.404', 'The job does not exist.')),
};
