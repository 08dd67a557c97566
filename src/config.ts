/** The inputs as text, turned into one validated configuration, or into every reason why they cannot be. */
import { DURATION_SYNTAX, parseDuration } from './duration.js';
import type { GatePlan } from './gate.js';
import type { PollInterval } from './polling.js';
import { SERVICES } from './services/index.js';
import type { Service } from './services/service.js';

/** Every input and its default, as `action.yml` says it too. An empty default means that there is none. */
export const INPUT_DEFAULTS = {
  job_id: '',
  project_id: '',
  service: 'cce',
  endpoint: '',
  token: '',
  timeout: '30m',
  poll_interval: 'auto',
  request_timeout: '30s',
  outage_tolerance: '2m',
  fail_fast: 'true',
  summary: 'always',
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
  readonly plan: GatePlan;
  readonly service: Service;
  readonly projectId: string;
  readonly endpoint: URL;
  readonly token: string;
  readonly summary: ReportChoice;
}

/** A configuration, or one sentence for each input that is wrong. */
export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const ID = /^[A-Za-z0-9_-]{1,128}$/;
const ID_SYNTAX = 'letters, digits, - and _, 128 at most';
const LONGEST_TOKEN = 16_384;
const SHORTEST_INTERVAL_MS = 100;

/**
 * Checks every input. Nothing is sent before all of them are right.
 *
 * @param read gives an input's text
 * @param show makes what was given fit to be shown: in one line, cut, without secrets
 */
export function parseConfig(read: ReadInput, show: (text: string) => string): ConfigResult {
  const problems: string[] = [];
  const inputs = new InputParser(
    (name) => read(name) || INPUT_DEFAULTS[name],
    (name, given, wanted) => {
      problems.push(`Input ${name} ${given === '' ? 'is missing' : `is "${show(given)}"`}: ${wanted}`);
    },
    (name, wanted) => {
      problems.push(`Input ${name} ${wanted}`);
    },
  );
  const config = {
    plan: {
      jobIds: inputs.jobIds(),
      timeoutMs: inputs.duration('timeout'),
      pollInterval: inputs.pollInterval(),
      requestTimeoutMs: inputs.duration('request_timeout'),
      outageToleranceMs: inputs.duration('outage_tolerance'),
      failFast: inputs.choice('fail_fast', ['true', 'false']) === 'true',
    },
    projectId: inputs.projectId(),
    endpoint: inputs.endpoint(),
    token: inputs.token(),
    summary: inputs.choice('summary', REPORT_CHOICES),
    service: inputs.service(),
  };
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'config', config };
}

/** Reads each input by its own rule. What is wrong is reported; the value returned then is never used. */
class InputParser {
  constructor(
    private readonly read: ReadInput,
    private readonly refuse: (name: InputName, given: string, wanted: string) => void,
    /** For secrets, and for what may hold one: the given text is not shown. */
    private readonly refuseUnseen: (name: InputName, wanted: string) => void,
  ) {}

  jobIds(): string[] {
    const ids = [...new Set(this.read('job_id').split(/[\s,]+/))].filter((id) => id !== '');
    if (ids.length === 0)
      this.refuse(
        'job_id',
        '',
        'pass the ID of the job to wait for, or several, separated by commas, spaces or lines.',
      );
    for (const id of ids.filter((each) => !ID.test(each))) {
      this.refuse('job_id', id, `a job ID consists of ${ID_SYNTAX}; several are separated by commas, spaces or lines.`);
    }
    return ids;
  }

  projectId(): string {
    const id = this.read('project_id');
    if (!ID.test(id))
      this.refuse('project_id', id, `pass the ID (not the name) of the project that owns the job: ${ID_SYNTAX}.`);
    return id;
  }

  duration(name: 'timeout' | 'request_timeout' | 'outage_tolerance'): number {
    const text = this.read(name);
    const duration = parseDuration(text);
    if (duration === undefined) this.refuse(name, text, `a duration is ${DURATION_SYNTAX}.`);
    return duration ?? 0;
  }

  pollInterval(): PollInterval {
    const text = this.read('poll_interval');
    if (text === 'auto') return 'auto';
    const interval = parseDuration(text) ?? 0;
    if (interval < SHORTEST_INTERVAL_MS) {
      this.refuse(
        'poll_interval',
        text,
        `pass auto, or a duration of ${SHORTEST_INTERVAL_MS}ms at least: ${DURATION_SYNTAX}.`,
      );
    }
    return interval;
  }

  choice<Choice extends string>(name: InputName, choices: readonly [Choice, ...Choice[]]): Choice {
    const text = this.read(name);
    const choice = choices.find((each) => each === text.toLowerCase());
    if (choice === undefined) this.refuse(name, text, `pass one of ${choices.join(', ')}.`);
    return choice ?? choices[0];
  }

  service(): Service {
    const text = this.read('service');
    const service = SERVICES.find(({ name }) => name === text.toLowerCase());
    if (service !== undefined) return service;
    this.refuse('service', text, `pass one of ${SERVICES.map(({ name }) => name).join(', ')}.`);
    return SERVICES[0];
  }

  endpoint(): URL {
    const text = this.read('endpoint');
    const wanted = 'pass the base URL of the service, e.g. https://cce.eu-de.otc.t-systems.com';
    const nowhere = new URL('https://invalid');
    if (!URL.canParse(text)) {
      // What cannot be parsed cannot be searched for a password either, but it is shown where there can be none.
      if (text.includes('@')) this.refuseUnseen('endpoint', `is not a URL: ${wanted}.`);
      else this.refuse('endpoint', text, `${wanted}.`);
      return nowhere;
    }
    const url = new URL(text);
    if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
      this.refuseUnseen(
        'endpoint',
        `has user info, a query or a fragment: ${wanted}, and the credentials as inputs of their own.`,
      );
    } else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
      this.refuse(
        'endpoint',
        text,
        `only https keeps the credentials secret (http is for loopback hosts alone): ${wanted}.`,
      );
    }
    return url;
  }

  token(): string {
    const token = this.read('token');
    if (token === '') this.refuse('token', '', 'pass an IAM user token, from a secret or from a step before.');
    else if (token.length > LONGEST_TOKEN)
      this.refuseUnseen('token', `has ${token.length} characters: a token has ${LONGEST_TOKEN} at most.`);
    else if (!/^[\x21-\x7e]+$/.test(token)) {
      this.refuseUnseen(
        'token',
        'contains a blank, a line break or another character that no token has: check how it was stored or passed on.',
      );
    }
    return token;
  }
}

/** localhost, 127.0.0.0/8 and [::1], as a parsed URL writes them. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
