/** The settings as text, turned into one validated configuration, or into every reason why they cannot be. */
import type { CredentialsOptions } from '../auth/credentials.js';
import { DURATION_SYNTAX, parseDuration } from '../base/time.js';
import { SETTING_DEFAULTS, type SettingName } from '../base/settings.js';
import { ID_SYNTAX, isId } from '../base/url.js';
import type { GateOptions } from '../engine/gate.js';
import type { PollInterval } from '../engine/schedule.js';
import { endpointOf, type Service } from '../services/service.js';
import { SERVICES } from '../services/table.js';
import { parseCredentials } from './credentials.js';
import { Endpoints } from './endpoints.js';
import { FAMILIES } from './environment.js';
import { parseJobIds } from './job-ids.js';
import {
  isNothing,
  isProjectName,
  oneOf,
  suggestChoice,
  suggestDuration,
  suggestInterval,
  suggestService,
} from './suggestions.js';
import { find, type Found, type SettingProblem, Problems, type Settings } from './settings.js';

const REPORT_CHOICES = ['always', 'on-failure', 'never'] as const;

/** When a report is wanted. `on-failure` is every ending but success. */
export type ReportChoice = (typeof REPORT_CHOICES)[number];

/** Where to send requests, about which project, and as whom. */
export interface Access {
  readonly projectId: string;
  readonly endpoint: URL;
  /** What the jobs belong to, `''` where the service takes none. */
  readonly parentId: string;
  readonly credentials: CredentialsOptions;
  /** Where each value came from, for people; never the value. */
  readonly sources: readonly string[];
}

/** Everything that the settings say, checked. */
export interface Config {
  readonly gate: GateOptions;
  readonly service: Service;
  readonly access: Access;
  readonly summary: ReportChoice;
  readonly comment: ReportChoice;
  /** For the comment alone, which says what is wrong with it; `''` where there is none. */
  readonly githubToken: string;
  /** What is no error but does not go together, a sentence each. */
  readonly warnings: readonly string[];
}

/** A configuration, or everything that is wrong with the settings. */
export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'problems'; readonly problems: readonly SettingProblem[] };

const MIN_INTERVAL_MS = 100;

/** How many requests may be under way at a time. */
const MAX_CONCURRENCY = 8;

/** The same with an access key: the fifth wrong try locks a key, also one that is revoked in the middle of a wait. */
const ACCESS_KEY_MAX_CONCURRENCY = 4;

/** The settings that are secrets, to be masked before anything is read from them. */
export const SECRET_SETTINGS = ['token', 'secret_key', 'security_token', 'github_token'] as const;

/**
 * Checks every setting. Nothing is sent before all of them are right.
 *
 * @param show makes what was given fit to be shown: in one line, cut, without secrets
 */
export function parseConfig(settings: Settings, show: (text: string) => string): ConfigResult {
  const problems = new Problems(show);
  const config = new ConfigParser(settings, problems).parse();
  return problems.list.length > 0 ? { kind: 'problems', problems: problems.list } : { kind: 'config', config };
}

/** Reads each setting by its own rule. What is wrong is reported; the value returned then is never used. */
class ConfigParser {
  constructor(
    private readonly settings: Settings,
    private readonly problems: Problems,
  ) {}

  parse(): Config {
    const service = this.#service();
    const gate = {
      jobIds: parseJobIds(this.settings, service, this.problems),
      timeoutMs: this.#duration('timeout'),
      pollInterval: this.#pollInterval(),
      requestTimeoutMs: this.#duration('request_timeout'),
      outageToleranceMs: this.#duration('outage_tolerance'),
      failFast: this.#choice('fail_fast', ['true', 'false']) === 'true',
    };
    const access = this.#access(service);
    const isKey = access.credentials.kind === 'access-key';
    const maxConcurrency = isKey ? ACCESS_KEY_MAX_CONCURRENCY : MAX_CONCURRENCY;
    return {
      // A wrong access key is tried once, however many jobs there are.
      gate: { ...gate, maxConcurrency, initialConcurrency: isKey ? 1 : maxConcurrency },
      service,
      access,
      summary: this.#choice('summary', REPORT_CHOICES),
      comment: this.#choice('comment', REPORT_CHOICES),
      githubToken: givenGithubToken(find(this.settings, 'github_token').value),
      warnings: this.#warnings(gate),
    };
  }

  #warnings({ timeoutMs, outageToleranceMs }: Pick<GateOptions, 'timeoutMs' | 'outageToleranceMs'>): string[] {
    const warnings: string[] = [];
    const jobs = find(this.settings, 'job_id');
    // Of an ID that was not set nothing is left but its comma, and the wait would be for the others alone.
    if (/^\s*,|,\s*(?:,|$)/.test(jobs.value)) {
      warnings.push(
        `${jobs.from} has nothing between two commas, or beside one: did every step before set its output?`,
      );
    }
    const { value, from } = find(this.settings, 'outage_tolerance');
    // An outage is given up by the end of the wait at the latest: a default that is longer is nobody's mistake.
    if (value !== '' && value !== SETTING_DEFAULTS.outage_tolerance && outageToleranceMs > timeoutMs) {
      const timeout = `${this.settings.nameOf('timeout')}, ${this.#given('timeout').value}`;
      warnings.push(
        `${from} is longer than ${timeout}: an outage ends the wait as timed-out. Did you mean a longer timeout?`,
      );
    }
    return warnings;
  }

  #access(service: Service): Access {
    const project = find(
      this.settings,
      'project_id',
      FAMILIES.map(({ projectId }) => projectId),
    );
    if (isProjectName(project.value)) {
      const where = 'pass its ID, which the console shows under My Credentials.';
      this.problems.add('project_id', `${this.problems.quote(project)}, the name of a project: ${where}`);
    } else if (!isId(project.value) || isNothing(project.value)) {
      const wanted = `pass the ID (not the name) of the project that owns the job: ${ID_SYNTAX}.`;
      this.problems.refuse('project_id', project, wanted);
    }
    const endpoints = new Endpoints(this.settings, this.problems);
    const endpoint = endpoints.endpointOf('endpoint', (region) => endpointOf(service, region));
    const credentials = parseCredentials(this.settings, endpoints, this.problems);
    return {
      projectId: project.value,
      endpoint: endpoint.url,
      parentId: this.#parentId(service),
      credentials: credentials.options,
      sources: [`project: ${project.from}`, `endpoint: ${endpoint.from}`, `credentials: ${credentials.from}`],
    };
  }

  #parentId({ name, parent }: Service): string {
    const given = find(this.settings, 'parent_id');
    if (parent !== undefined && (!isId(given.value) || isNothing(given.value))) {
      this.problems.refuse('parent_id', given, `pass ${parent.wanted}: ${ID_SYNTAX}.`);
    } else if (parent === undefined && given.value !== '') {
      this.problems.refuse(
        'parent_id',
        given,
        `${this.settings.nameOf('service')} ${name} has no use for it: leave it out.`,
      );
    }
    return given.value;
  }

  #duration(name: 'timeout' | 'request_timeout' | 'outage_tolerance'): number {
    const given = this.#given(name);
    const duration = parseDuration(given.value);
    if (duration === undefined) {
      this.problems.refuse(name, given, `a duration is ${DURATION_SYNTAX}.`, suggestDuration(given.value));
    }
    return duration ?? 0;
  }

  #pollInterval(): PollInterval {
    const given = this.#given('poll_interval');
    if (given.value.toLowerCase() === 'auto') return 'auto';
    const interval = parseDuration(given.value) ?? 0;
    if (interval < MIN_INTERVAL_MS) {
      const wanted = `pass auto, or a duration of ${MIN_INTERVAL_MS}ms at least: ${DURATION_SYNTAX}.`;
      this.problems.refuse('poll_interval', given, wanted, suggestInterval(given.value, MIN_INTERVAL_MS));
    }
    return interval;
  }

  #choice<Choice extends string>(name: SettingName, choices: readonly [Choice, ...Choice[]]): Choice {
    const given = this.#given(name);
    const choice = choices.find((each) => each === given.value.toLowerCase());
    if (choice === undefined) {
      this.problems.refuse(name, given, oneOf(choices, suggestChoice(given.value, choices)));
    }
    return choice ?? choices[0];
  }

  #service(): Service {
    const given = this.#given('service');
    const service = SERVICES.find(({ name }) => name === given.value.toLowerCase());
    if (service !== undefined) return service;
    const names = SERVICES.map(({ name }) => name);
    this.problems.refuse('service', given, oneOf(names, suggestService(given.value, SERVICES)));
    return SERVICES[0];
  }

  /** A setting, or its default where it is not given. */
  #given(name: SettingName): Found {
    const found = find(this.settings, name);
    return { ...found, value: found.value || SETTING_DEFAULTS[name] };
  }
}

/** The token for the comment. Where no runner has filled in the default's expression, there is none. */
function givenGithubToken(token: string): string {
  return token === SETTING_DEFAULTS.github_token ? '' : token;
}
