/**
 * How the services answer, by their references: one row a service. Both the generator and the oracle go by these rows,
 * and neither looks at what the gate makes of them.
 */
import { readFileSync } from 'node:fs';

import {
  CCE,
  DATABASE,
  DATABASES,
  DWS,
  ECS,
  ELB,
  IMS,
  PLAIN,
  SFS_TURBO,
  SWR,
  TASKS,
  UPGRADE,
  type Shape,
} from './shapes.js';

export type Phase = 'Initializing' | 'Running' | 'Success' | 'Failed';

/** The words of a service, in lower case, by what they mean. */
type Words = Readonly<Record<Phase, readonly string[]>>;

export interface Format {
  readonly service: string;
  /** Path and query, with `{p}` for the project, `{j}` for the job, and `{o}` for what the job belongs to. */
  readonly path: string;
  readonly shape: Shape;
  readonly words: Words;
  /** Words that a reference has, without saying whether they mean failure. */
  readonly unclear?: readonly string[];
  /** Codes by which the service says that there is no such job. */
  readonly gone: readonly string[];
}

/** `fail` and `failed` mean failure in every service. */
const FAILED = ['failed', 'fail'];

const CCE_WORDS = words(['initializing'], ['running'], ['success']);
const V1_WORDS = words(['init', 'pending_payment'], ['running'], ['success']);
const EVS_WORDS = words(['init', 'pending_payment', 'waiting_execute'], ['running', 'listening'], ['success']);
const SFS_WORDS = words(['waiting'], ['running'], ['success']);
const DATABASE_WORDS = words(['pending'], ['running'], ['completed']);
const ELB_WORDS = words(['init'], ['running'], ['success', 'complete'], ['rollback_fail', 'cancel', 'rollbacking']);

const V1 = '/v1/{p}/jobs/{j}';
const BY_QUERY = '/v3/{p}/jobs?id={j}';
const V1_GONE = ['Common.0011'];
const DATABASE_GONE = ['DBS.200543'];

const ALL: readonly Format[] = [
  { service: 'cce', path: '/api/v3/projects/{p}/jobs/{j}', shape: CCE, words: CCE_WORDS, gone: [] },
  { service: 'cce-autopilot', path: '/autopilot/v3/projects/{p}/jobs/{j}', shape: CCE, words: CCE_WORDS, gone: [] },
  { service: 'ims', path: V1, shape: IMS, words: V1_WORDS, gone: V1_GONE },
  { service: 'ecs', path: V1, shape: ECS, words: V1_WORDS, gone: V1_GONE },
  { service: 'evs', path: V1, shape: ECS, words: EVS_WORDS, gone: V1_GONE },
  { service: 'bms', path: V1, shape: ECS, words: V1_WORDS, gone: V1_GONE },
  { service: 'sdrs', path: V1, shape: ECS, words: V1_WORDS, gone: V1_GONE },
  { service: 'deh', path: V1, shape: ECS, words: V1_WORDS, gone: V1_GONE },
  { service: 'sfs-turbo', path: '/v1/{p}/sfs-turbo/jobs/{j}', shape: SFS_TURBO, words: SFS_WORDS, gone: [] },
  { service: 'dcs', path: '/v2/{p}/jobs/{j}', shape: PLAIN, words: V1_WORDS, gone: ['DCS.4133'] },
  { service: 'rds', path: BY_QUERY, shape: DATABASE, words: DATABASE_WORDS, gone: DATABASE_GONE },
  { service: 'dds', path: BY_QUERY, shape: DATABASE, words: DATABASE_WORDS, gone: DATABASE_GONE },
  { service: 'gaussdb', path: BY_QUERY, shape: DATABASE, words: DATABASE_WORDS, gone: DATABASE_GONE },
  { service: 'elb', path: '/v3/{p}/elb/jobs/{j}', shape: ELB, words: ELB_WORDS, gone: [] },
  {
    service: 'cce-upgrade',
    path: '/api/v3/projects/{p}/clusters/{o}/operation/upgrade/tasks/{j}',
    shape: UPGRADE,
    words: words(['init', 'queuing'], ['running', 'pause'], ['success']),
    gone: [],
  },
  {
    service: 'dms',
    path: '/v2/{p}/instances/{o}/tasks/{j}',
    shape: TASKS,
    words: words(['created'], ['executing'], ['success']),
    unclear: ['deleted'],
    gone: [],
  },
  { service: 'taurusdb', path: BY_QUERY, shape: DATABASE, words: DATABASE_WORDS, gone: DATABASE_GONE },
  { service: 'geminidb', path: BY_QUERY, shape: DATABASES, words: DATABASE_WORDS, gone: DATABASE_GONE },
  { service: 'ddm', path: '/v3/{p}/jobs/{j}', shape: DATABASE, words: DATABASE_WORDS, gone: [] },
  { service: 'eip', path: V1, shape: ECS, words: V1_WORDS, gone: V1_GONE },
  {
    service: 'dws',
    path: '/v1.0/{p}/job/{j}',
    shape: DWS,
    words: words(['init', 'waiting', 'delay_scheduled'], ['running'], ['success']),
    unclear: ['stop'],
    gone: [],
  },
  {
    service: 'swr',
    path: '/v2/{p}/jobs/{j}',
    shape: SWR,
    words: words(['creating', 'initializing'], ['running'], ['success']),
    gone: [],
  },
];

/** The rows of the services that `action.yml` offers. */
export const FORMATS: readonly Format[] = offered();

/** @throws {Error} for a service without a row */
export function formatOf(service: string): Format {
  const format = FORMATS.find((each) => each.service === service);
  if (format === undefined) throw new Error(`no format for the service ${service}`);
  return format;
}

function words(
  initializing: readonly string[],
  running: readonly string[],
  success: readonly string[],
  failed: readonly string[] = [],
): Words {
  return { Initializing: initializing, Running: running, Success: success, Failed: [...FAILED, ...failed] };
}

function offered(): Format[] {
  const manifest = readFileSync(new URL('../action.yml', import.meta.url), 'utf8');
  const names = /^ {2}service:\n((?: {4}.*\n)+)/m.exec(manifest)?.[1] ?? '';
  return ALL.filter(({ service }) => names.includes(`\`${service}\``));
}
