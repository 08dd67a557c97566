/** Answers that the services' models, examples and other clients show, and the endings that they have to lead to. */

/** What a service answers, poll by poll; the last answer is given again. All are about job `j1`. */
export interface AnswerRow {
  readonly service: string;
  readonly about: string;
  readonly answers: readonly (readonly [status: number, body: unknown])[];
  /** What the reason has to say; a row without one succeeds. */
  readonly reason?: string;
  /** Further outputs. */
  readonly outputs?: Readonly<Record<string, string>>;
}

const UNKNOWN = 'The job does not exist.';
const unknownJob = (code: string): readonly [number, unknown] => [400, { error_code: code, error_msg: UNKNOWN }];
const v1 = (status: string, more: object = {}): readonly [number, unknown] => [200, { job_id: 'j1', status, ...more }];
const job = (status: string, more: object = {}): readonly [number, unknown] => [
  200,
  { job: { id: 'j1', job_id: 'j1', status, ...more } },
];

export const ANSWER_ROWS: readonly AnswerRow[] = [
  {
    service: 'rds',
    about: 'a job that the database does not know for its first seconds',
    answers: [unknownJob('DBS.200543'), unknownJob('DBS.200543'), job('Completed', { instance: { id: 'i1' } })],
    outputs: { resource_id: 'i1' },
  },
  {
    service: 'ecs',
    about: 'a job that v1 does not know at first',
    answers: [unknownJob('Common.0011'), v1('SUCCESS')],
  },
  {
    service: 'evs',
    about: 'the same, nested as EVS writes its errors',
    answers: [[400, { error: { code: 'Common.0011', message: 'query job fail.' } }], v1('LISTENING'), v1('SUCCESS')],
  },
  {
    service: 'geminidb',
    about: 'a list without the job at first',
    answers: [
      [200, { jobs: [], total_count: 0 }],
      [200, { jobs: [{ id: 'j1', status: 'Completed' }], total_count: 1 }],
    ],
  },
  {
    service: 'dcs',
    about: 'a new job, and a reason in the spelling of the example',
    answers: [unknownJob('DCS.4133'), v1('FAIL', { fail_resson: 'the node is down' })],
    reason: 'the node is down',
  },
  {
    service: 'ims',
    about: 'a FAIL whose words are among the entities',
    answers: [
      v1('FAIL', {
        fail_reason: null,
        error_code: null,
        entities: { error: 'the image file format is not supported', error_code: 'IMG.0303' },
      }),
    ],
    reason: 'the image file format is not supported (IMG.0303)',
  },
  {
    service: 'ecs',
    about: 'a reason that is the JSON of another service',
    answers: [
      v1('FAIL', {
        entities: {
          sub_jobs: [
            {
              job_id: 's1',
              status: 'FAIL',
              entities: { errorcode_message: '{"badRequest":{"message":"No port is left","code":400}}' },
            },
          ],
        },
      }),
    ],
    reason: 'No port is left',
  },
  {
    service: 'bms',
    about: 'words at the top',
    answers: [v1('FAIL', { code: 'BMS.0214', message: 'the image is for other servers' })],
    reason: 'the image is for other servers (BMS.0214)',
  },
  {
    service: 'deh',
    about: 'the host that was allocated',
    answers: [v1('SUCCESS', { entities: { entities: { entities: [{ resourceId: 'host-1' }] } } })],
    outputs: { resource_id: 'host-1' },
  },
  {
    service: 'taurusdb',
    about: 'a task that waits, and is cancelled',
    answers: [job('Pending'), job('Unauthorized'), job('Canceled')],
    reason: 'Canceled',
  },
  {
    service: 'dds',
    about: 'progress under its other name',
    answers: [job('Running', { progress: '60%' }), job('Completed', { progress: '100%' })],
  },
  {
    service: 'elb',
    about: 'a change that is rolled back',
    answers: [job('RUNNING'), job('ROLLBACKING')],
    reason: 'ROLLBACKING',
  },
  { service: 'dws', about: 'a job that was stopped', answers: [v1('DELAY_SCHEDULED'), v1('STOP')], reason: 'STOP' },
  {
    service: 'dms',
    about: 'a task that was cancelled',
    answers: [[200, { tasks: [{ id: 'j1', status: 'CANCELLED' }] }]],
    reason: 'CANCELLED',
  },
  {
    service: 'swr',
    about: 'an instance that is made',
    answers: [
      [200, { id: 'j1', status: 'Creating' }],
      [200, { id: 'j1', status: 'Success', resource_id: 'r1' }],
    ],
    outputs: { resource_id: 'r1' },
  },
  {
    service: 'cce-upgrade',
    about: 'an upgrade that pauses, and succeeds',
    answers: ['Queuing', 'Pause', 'Success'].map((phase) => [200, { metadata: { uid: 'j1' }, status: { phase } }]),
    outputs: { cluster_id: 'parent-1' },
  },
  {
    service: 'cce',
    about: "v2's names in lower case, and a sub-job that failed under success",
    answers: [
      [
        200,
        {
          metadata: { uid: 'j1' },
          spec: { subjobs: [{ spec: { type: 'CreateNode' }, status: { status: 'Failed', reason: 'no quota' } }] },
          status: { status: 'Success' },
        },
      ],
    ],
    reason: 'no quota',
  },
  {
    service: 'sfs-turbo',
    about: 'a failed sub-job in capitals',
    answers: [v1('success', { sub_jobs: [{ job_id: 's1', status: 'FAIL', fail_reason: 'no space' }] })],
    reason: 'no space',
  },
];
