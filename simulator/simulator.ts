/** A cloud on loopback: the job APIs of CCE and IMS, with jobs that follow a script. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { Cloud, jobRoutes } from './cloud.js';
import { RequestLog, type RecordedRequest } from './request-log.js';
import { route, type Answer } from './routing.js';
import type { Scenario } from './scenario.js';
import { readScenarios } from './scenarios.js';

/** The project of all scenarios in `simulator/scenarios/`; the API reference's own sample has it. */
export const PROJECT_ID = '089b2f9a3d80d3062f24c00ca4ed5cbd';

/** The token that a simulator accepts by default. Long and odd enough to be found wherever it should not be. */
export const TOKEN = 'MIIsimulatorTokenThatOpensNothing0123456789';

/** Loopback alone: the simulator is nobody else's business. */
const HOST = '127.0.0.1';

/** Real gateways keep a connection open for about a minute; Node's own 5 s would close it between two polls. */
const KEEP_ALIVE_MS = 60_000;

/** Answers a request in place of the simulator. `X-Request-Id` is already set on the response. */
export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface SimulatorOptions {
  /** Those of `simulator/scenarios/` by default. All of one project, each with job IDs of its own. */
  readonly scenarios?: readonly Scenario[];
  /** The token that is accepted; `TOKEN` by default. */
  readonly token?: string;
  /** Milliseconds of simulated time for each on the clock; 1 by default. */
  readonly speed?: number;
  /** Milliseconds since the epoch, for tests that drive the time by hand. By default a clock that nobody can set. */
  readonly now?: () => number;
  /** A free port by default. */
  readonly port?: number;
}

/** A running simulator. */
export interface Simulator {
  /** The base URL of both services, without a trailing slash. */
  readonly endpoint: string;
  readonly token: string;
  readonly projectId: string;
  readonly scenarios: readonly Scenario[];
  /** Every request so far, those that were refused or answered by a raw handler included. */
  readonly requests: readonly RecordedRequest[];
  /** How many TCP connections have been made. */
  readonly connections: number;
  /** Resolves with the next request to arrive; its answer shows the time of its arrival, whatever is set later. */
  readonly nextRequest: () => Promise<RecordedRequest>;
  /** Resolves once so many requests have arrived since the start. Rejects when the simulator is closed before. */
  readonly waitForRequests: (count: number) => Promise<readonly RecordedRequest[]>;
  /** Leaves the next requests, one by default, to a handler. Several calls queue up. */
  readonly answerNext: (handler: RawHandler, times?: number) => void;
  /** Frees the port and every connection, busy ones included. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a simulator on loopback. A job sets out when it is first asked for with the right token and project.
 *
 * @throws {ScenarioError} for scenarios that cannot be played, and an Error for a port that is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const scenarios = options.scenarios ?? readScenarios();
  const token = options.token ?? TOKEN;
  const now = options.now ?? (() => performance.timeOrigin + performance.now());
  const cloud = new Cloud(scenarios, scenarios[0]?.projectId ?? PROJECT_ID, options.speed ?? 1);
  const routes = jobRoutes(cloud, token);
  const log = new RequestLog();
  const raw: { handler: RawHandler; times: number }[] = [];
  let connections = 0;

  const server = createServer((incoming, response) => {
    const request = record(incoming, now(), log);
    response.setHeader('x-request-id', request.requestId);
    const handler = takeHandler(raw);
    if (handler === undefined) send(response, route(routes, { ...request, url: request.path }));
    else handler(incoming, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listen(server, options.port ?? 0);

  return {
    endpoint: `http://${HOST}:${port}`,
    token,
    projectId: cloud.projectId,
    scenarios,
    requests: log.requests,
    get connections() {
      return connections;
    },
    nextRequest: () => log.next(),
    waitForRequests: (count) => log.atLeast(count),
    answerNext: (handler, times = 1) => raw.push({ handler, times }),
    close: () => {
      log.close();
      return close(server);
    },
  };
}

function record(incoming: IncomingMessage, at: number, log: RequestLog): RecordedRequest {
  const request: RecordedRequest = {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    at,
    // Counted, not random: what a test or a reader sees is the same in every run.
    requestId: (log.requests.length + 1).toString(16).padStart(32, '0'),
  };
  log.add(request);
  return request;
}

function takeHandler(queue: { handler: RawHandler; times: number }[]): RawHandler | undefined {
  const first = queue[0];
  if (first === undefined) return undefined;
  first.times -= 1;
  if (first.times <= 0) queue.shift();
  return first.handler;
}

function send(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...answer.headers,
  });
  response.end(body);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('the simulator listens on no port'));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An error here means that it was closed before, which is all that was asked for.
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
