/** The inputs as text, turned into one validated configuration, or into every reason why they cannot be. */
import type { CredentialsOptions } from '../auth/credentials.js';
import { DURATION_SYNTAX, parseDuration } from '../base/duration.js';
import { ID_SYNTAX, isId } from '../base/url.js';
import type { GateOptions } from '../engine/gate.js';
import type { PollInterval } from '../engine/schedule.js';
import { endpointOf } from '../services/hosts.js';
import type { Service } from '../services/service.js';
import { jobIdPlaces, SERVICES } from '../services/table.js';
import { parseCredentials } from './credentials.js';
import { RegionalEndpoints } from './endpoints.js';
import { FAMILIES, type ReadVariable } from './environment.js';
import { type AccessSources, find, Problems } from './settings.js';

/** Every input and its default, as `action.yml` says it too. An empty default means that there is none. */
export const INPUT_DEFAULTS = {
  job_id: '',
  project_id: '',
  service: 'cce',
  parent_id: '',
  region: '',
  endpoint: '',
  token: '',
  access_key: '',
  secret_key: '',
  security_token: '',
  identity_provider: '',
  audience: '',
  provider_urn: '',
  agency_urn: '',
  iam_endpoint: '',
  sts_endpoint: '',
  timeout: '30m',
  poll_interval: 'auto',
  request_timeout: '30s',
  outage_tolerance: '2m',
  fail_fast: 'true',
  summary: 'always',
  comment: 'never',
  github_token: '${{ github.token }}',
} as const;

/** The name of an input. */
export type InputName = keyof typeof INPUT_DEFAULTS;

/** Reads an input without surrounding blanks; `''` where it was not given. */
export type ReadInput = (name: InputName) => string;

const REPORT_CHOICES = ['always', 'on-failure', 'never'] as const;

/** When a report is wanted. `on-failure` is every ending but success. */
export type ReportChoice = (typeof REPORT_CHOICES)[number];

/** Everything that the inputs say, checked. */
export interface Config {
  readonly plan: GateOptions;
  readonly service: Service;
  readonly access: Access & {
    /** What the jobs belong to, `''` where the service takes none. */
    readonly parentId: string;
  };
  readonly summary: ReportChoice;
  readonly comment: ReportChoice;
  /** For the comment alone, which says what is wrong with it; `''` where there is none. */
  readonly githubToken: string;
}

/** A configuration, or one sentence for each input that is wrong. */
export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const SHORTEST_INTERVAL_MS = 100;

/** How many requests may be under way at a time. */
const MAX_CONCURRENCY = 8;

/** The same with an access key: the fifth wrong try locks a key, also one that is revoked in the middle of a wait. */
const ACCESS_KEY_MAX_CONCURRENCY = 4;

/** What `jq -r` prints for a member that is not there: asking for it would end in a 404 that explains nothing. */
const NO_ID = 'the call answered without a job ID where it was looked for.';

/** The inputs that are secrets, to be masked before anything is read from them. */
export const SECRET_INPUTS = ['token', 'secret_key', 'security_token'] as const;

/**
 * Checks every input. Nothing is sent before all of them are right.
 *
 * @param read gives an input's text
 * @param variable gives what the environment says where the inputs do not
 * @param show makes what was given fit to be shown: in one line, cut, without secrets
 */
export function parseConfig(read: ReadInput, variable: ReadVariable, show: (text: string) => string): ConfigResult {
  const problems = new Problems(show);
  const input: ReadInput = (name) => read(name) || INPUT_DEFAULTS[name];
  const inputs = new InputParser(input, problems);
  const service = inputs.service();
  const plan = {
    jobIds: inputs.jobIds(service),
    timeoutMs: inputs.duration('timeout'),
    pollInterval: inputs.pollInterval(),
    requestTimeoutMs: inputs.duration('request_timeout'),
    outageToleranceMs: inputs.duration('outage_tolerance'),
    failFast: inputs.choice('fail_fast', ['true', 'false']) === 'true',
  };
  const access = parseAccess({ input, variable, problems }, service);
  const parentId = inputs.parentId(service);
  const maxConcurrency = access.credentials.kind === 'access-key' ? ACCESS_KEY_MAX_CONCURRENCY : MAX_CONCURRENCY;
  const config = {
    plan: { ...plan, maxConcurrency },
    service,
    access: { ...access, parentId },
    summary: inputs.choice('summary', REPORT_CHOICES),
    comment: inputs.choice('comment', REPORT_CHOICES),
    githubToken: givenToken(read),
  };
  return problems.sentences.length > 0
    ? { kind: 'problems', problems: problems.sentences }
    : { kind: 'config', config };
}

/** Reads each input by its own rule. What is wrong is reported; the value returned then is never used. */
class InputParser {
  constructor(
    private readonly read: ReadInput,
    private readonly problems: Problems,
  ) {}

  jobIds(service: Service): string[] {
    const ids = [...new Set(this.read('job_id').split(/[\s,]+/))].filter((id) => id !== '');
    if (ids.length === 0)
      this.problems.refuse(
        'input job_id',
        '',
        'pass the ID of the job to wait for, or several, separated by commas, spaces or lines.',
      );
    for (const id of ids.filter((each) => !isId(each))) {
      this.problems.refuse(
        'input job_id',
        id,
        `a job ID consists of ${ID_SYNTAX}; several are separated by commas, spaces or lines.`,
      );
    }
    if (ids.includes('null')) {
      const where = jobIdPlaces(service);
      this.problems.refuse('input job_id', 'null', `${NO_ID} Where ${service.title} answers it: ${where}.`);
    }
    return ids;
  }

  parentId({ name, parent }: Service): string {
    const id = this.read('parent_id');
    if (parent !== undefined && !isId(id)) {
      this.problems.refuse('input parent_id', id, `pass ${parent.ask}: ${ID_SYNTAX}.`);
    } else if (parent === undefined && id !== '') {
      this.problems.refuse('input parent_id', id, `service ${name} has no use for it: leave it out.`);
    }
    return id;
  }

  duration(name: 'timeout' | 'request_timeout' | 'outage_tolerance'): number {
    const text = this.read(name);
    const duration = parseDuration(text);
    if (duration === undefined) this.problems.refuse(`input ${name}`, text, `a duration is ${DURATION_SYNTAX}.`);
    return duration ?? 0;
  }

  pollInterval(): PollInterval {
    const text = this.read('poll_interval');
    if (text === 'auto') return 'auto';
    const interval = parseDuration(text) ?? 0;
    if (interval < SHORTEST_INTERVAL_MS) {
      this.problems.refuse(
        'input poll_interval',
        text,
        `pass auto, or a duration of ${SHORTEST_INTERVAL_MS}ms at least: ${DURATION_SYNTAX}.`,
      );
    }
    return interval;
  }

  choice<Choice extends string>(name: InputName, choices: readonly [Choice, ...Choice[]]): Choice {
    const text = this.read(name);
    const choice = choices.find((each) => each === text.toLowerCase());
    if (choice === undefined) this.problems.refuse(`input ${name}`, text, `pass one of ${choices.join(', ')}.`);
    return choice ?? choices[0];
  }

  service(): Service {
    const text = this.read('service');
    const service = SERVICES.find(({ name }) => name === text.toLowerCase());
    if (service !== undefined) return service;
    this.problems.refuse('input service', text, `pass one of ${SERVICES.map(({ name }) => name).join(', ')}.`);
    return SERVICES[0];
  }
}

/** The token for the comment. Where no runner has filled in the default's expression, there is none. */
export function givenToken(read: ReadInput): string {
  const token = read('github_token');
  return token === INPUT_DEFAULTS.github_token ? '' : token;
}

/** Where to ask, about which project, and as whom: from the inputs and, where they are silent, from the environment. */

/** Everything that is needed to be let in. */
export interface Access {
  readonly projectId: string;
  readonly endpoint: URL;
  readonly credentials: CredentialsOptions;
  /** Where each value came from, for people; never the value. */
  readonly sources: readonly string[];
}

/** Reads all of it. What is wrong is told; the values returned then are never used. */
export function parseAccess(sources: AccessSources, service: Service): Access {
  const { problems } = sources;
  const project = find(
    sources,
    'project_id',
    FAMILIES.map(({ projectId }) => projectId),
  );
  if (!isId(project.value)) {
    const wanted = `pass the ID (not the name) of the project that owns the job: ${ID_SYNTAX}.`;
    problems.refuse(project.from, project.value, wanted);
  }
  const regional = new RegionalEndpoints(sources);
  const endpoint = regional.endpointOf('endpoint', (region) => endpointOf(service, region));
  const credentials = parseCredentials(sources, regional);
  return {
    projectId: project.value,
    endpoint: endpoint.url,
    credentials: credentials.plan,
    sources: [`project: ${project.from}`, `endpoint: ${endpoint.from}`, `credentials: ${credentials.from}`],
  };
}
