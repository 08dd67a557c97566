/** Plays a gate against the simulated cloud in no time, on a clock that jumps, and collects what people would read. */
import { Cloud, jobRoutes } from '../../simulator/cloud.js';
import { gatewayError, route } from '../../simulator/routing.js';
import type { Scenario } from '../../simulator/scenario.js';
import { VirtualClock } from '../../__tests__/unit/support/virtual-clock.js';
import { tokenCredentials } from '../../src/auth/token.js';
import { comment } from '../../src/hosts/github/comment/comment.js';
import type { GateEvent, GateResult } from '../../src/engine/events.js';
import { startGate } from '../../src/engine/gate.js';
import type { HttpResult, Transport } from '../../src/http/transport.js';
import { createJobClient } from '../../src/engine/job-client.js';
import { annotations, warningOf, type Annotation } from '../../src/report/annotations.js';
import type { ReportContext } from '../../src/report/context.js';
import { createLog } from '../../src/report/log.js';
import type { LogGroup } from '../../src/report/log-ending.js';
import { ansi } from '../../src/report/paint.js';
import { summaryOf } from '../../src/report/summary.js';
import { createSanitizer } from '../../src/report/text/sanitize.js';
import { Secrets } from '../../src/base/secrets.js';
import { SERVICES } from '../../src/services/table.js';

/** What is played. */
export interface Play {
  readonly name: string;
  readonly description: string;
  readonly scenarios: readonly Scenario[];
  readonly failFast?: boolean;
  /** Whether the token is refused. */
  readonly refused?: boolean;
  /** Cancels the gate after so many milliseconds. */
  readonly cancelAt?: number;
}

/** One entry of the log, as the runner gets it. */
export type LogEntry = string | LogGroup | Annotation;

/** What people would read. */
export interface Played {
  readonly play: Play;
  readonly log: readonly LogEntry[];
  readonly summary: string;
  readonly comment: string;
}

/** The scenarios take seconds, real jobs take minutes. */
const SLOWNESS = 120;

const nameOf = (name: string): string => name;

const TOKEN = 'the-token-of-the-preview';

const VARIABLES: Readonly<Record<string, string>> = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REPOSITORY: 'octo/infra',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_RUN_ID: '42',
  GITHUB_WORKFLOW: 'deploy',
  GITHUB_JOB: 'cluster',
  GITHUB_ACTION: 'gate',
};

/** Where a run of a workflow would have left the reports. */
const PLACES = {
  summary: 'https://github.com/octo/infra/actions/runs/42',
  report: '/home/runner/work/_temp/report.md',
};

/** Plays a gate to its end. The same in every run: neither a clock nor chance has a say. */
export async function playGate(play: Play): Promise<Played> {
  const clock = new VirtualClock();
  const [first] = play.scenarios;
  const service = SERVICES.find(({ name }) => name === first?.service) ?? SERVICES[0];
  const projectId = first?.projectId ?? '';
  const secrets = new Secrets(() => undefined);
  secrets.add(TOKEN);
  const sanitize = createSanitizer(secrets);
  const endpoint = new URL(`https://${service.name}.eu-de.otc.t-systems.com`);
  const context = contextOf(play, service.name, endpoint, clock.wallTime());
  const log = createLog(context, sanitize, ansi);
  const entries: LogEntry[] = [...log.header()];
  const listen = (event: GateEvent): void => {
    entries.push(...log.event(event), ...[warningOf(event, sanitize)].filter((warning) => warning !== undefined));
  };
  const transport = cloudTransport(play, projectId, clock);
  const credentials = tokenCredentials(TOKEN, { clock, emit: () => undefined, nameOf });
  const fetchJob = createJobClient({
    service,
    endpoint,
    projectId,
    parentId: '',
    credentials,
    transport,
    clock,
    nameOf,
  });
  const plan = {
    ...context,
    requestTimeoutMs: 30_000,
    outageToleranceMs: 120_000,
    failFast: play.failFast ?? true,
    maxConcurrency: 8,
    initialConcurrency: 8,
  };
  const ports = { fetchJob, clock, random: () => 0.5, signal: cancellationOf(play, clock), emit: listen };
  const result = await clock.run(startGate(plan, ports).result);
  entries.push(...log.groups(result), ...log.ending(result, PLACES), ...annotations(result, sanitize));
  const summary = summaryOf(result, context, sanitize);
  return { play, log: entries, summary, comment: await commentOf(result, context, sanitize) };
}

function contextOf(play: Play, service: string, endpoint: URL, startedAt: number): ReportContext {
  return {
    jobIds: play.scenarios.map(({ job }) => job.id),
    service,
    projectId: play.scenarios[0]?.projectId ?? '',
    region: 'eu-de',
    sources: [],
    endpoint: endpoint.href,
    timeoutMs: 1_800_000,
    pollInterval: 'auto',
    startedAt,
  };
}

/** Aborts when the play says so. */
function cancellationOf({ cancelAt }: Play, clock: VirtualClock): AbortSignal {
  const cancel = new AbortController();
  if (cancelAt !== undefined) {
    void clock.sleep(cancelAt, new AbortController().signal).then(() => {
      cancel.abort();
    });
  }
  return cancel.signal;
}

/** The simulated cloud without a socket. */
function cloudTransport(play: Play, projectId: string, clock: VirtualClock): Transport {
  const token = play.refused === true ? 'another' : TOKEN;
  const routes = jobRoutes(new Cloud(play.scenarios, projectId, 1 / SLOWNESS), ({ headers, requestId }) =>
    headers['x-auth-token'] === token
      ? undefined
      : gatewayError(401, 'APIG.0307', 'The token must be updated.', requestId),
  );
  let count = 0;
  return ({ method = 'GET', url, headers }) => {
    count += 1;
    const requestId = count.toString(16).padStart(32, '0');
    const answer = route(routes, {
      method,
      url: url.pathname + url.search,
      headers,
      body: '',
      at: clock.wallTime(),
      requestId,
    });
    return Promise.resolve(httpAnswer(answer.status, answer.body, { 'x-request-id': requestId }));
  };
}

/** The comment as it would be sent. */
async function commentOf(
  result: GateResult,
  context: ReportContext,
  sanitize: ReturnType<typeof createSanitizer>,
): Promise<string> {
  let body = '';
  const transport: Transport = (request) => {
    if (request.method === 'GET') return Promise.resolve(httpAnswer(200, []));
    const sent: unknown = JSON.parse(request.body ?? '{}');
    body = typeof sent === 'object' && sent !== null && 'body' in sent ? String(sent.body) : '';
    return Promise.resolve(httpAnswer(201, { id: 1 }));
  };
  const run = { variable: (name: string) => VARIABLES[name] ?? '', event: () => ({ pull_request: { number: 7 } }) };
  const ports = { run, transport, signal: new AbortController().signal, pause: () => Promise.resolve(false), sanitize };
  await comment({ result, context, token: 'x', choice: 'always' }, ports);
  return body;
}

function httpAnswer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResult {
  return { kind: 'answer', status, headers, body: { kind: 'complete', bytes: Buffer.from(JSON.stringify(body)) } };
}
