/** A cloud on loopback: the job APIs of every service, with jobs that follow a script, and those who give credentials. */
import { createServer, type IncomingMessage, type Server } from 'node:http';

import { Cloud, jobRoutes } from './cloud.js';
import { exchangeRoutes, OIDC_PATH } from './identity/exchanges.js';
import { Gatekeeper } from './identity/gatekeeper.js';
import { DEFAULT_IDENTITY, type Identity } from './identity/identity.js';
import { RawAnswers, withBody, type RawHandler } from './incoming.js';
import { RequestLog, type RecordedRequest } from './request-log.js';
import { route, send } from './routing.js';
import type { Scenario } from './scenario.js';
import { readScenarios } from './scenarios.js';

export type { RawHandler } from './incoming.js';

/** The project of all scenarios in `simulator/scenarios/`; the API reference's own sample has it. */
export const PROJECT_ID = '089b2f9a3d80d3062f24c00ca4ed5cbd';

/** The token that a simulator accepts by default. Long and odd enough to be found wherever it should not be. */
export const TOKEN = 'MIIsimulatorTokenThatOpensNothing0123456789';

/** Loopback alone: the simulator is nobody else's business. */
const HOST = '127.0.0.1';

/** A token may have 16,384 characters, which is all that Node takes in headers by default. */
const HEADERS_LIMIT_BYTES = 65_536;

/** Real gateways keep a connection open for about a minute; Node's own 5 s would close it between two polls. */
const KEEP_ALIVE_MS = 60_000;

export interface SimulatorOptions {
  /** Those of `simulator/scenarios/` by default. All of one project, each with job IDs of its own. */
  readonly scenarios?: readonly Scenario[];
  /** The token that is accepted; `TOKEN` by default. */
  readonly token?: string;
  /** What differs from `DEFAULT_IDENTITY`: keys, identity providers, lifetimes. */
  readonly identity?: Partial<Identity>;
  /** How far the server's clock is ahead, in milliseconds. */
  readonly clockOffsetMs?: number;
  /** Milliseconds of simulated time for each on the clock; 1 by default. */
  readonly speed?: number;
  /** Milliseconds since the epoch, for tests that drive the time by hand. By default a clock that nobody can set. */
  readonly now?: () => number;
  /** A free port by default. */
  readonly port?: number;
}

/** A running simulator. */
export interface Simulator {
  /** The base URL of all services, without a trailing slash. */
  readonly endpoint: string;
  readonly token: string;
  readonly projectId: string;
  readonly identity: Identity;
  /** What a runner gives a job that may ask for OIDC tokens: GitHub's endpoint is here too. */
  readonly oidcEnvironment: Readonly<Record<string, string>>;
  /** Makes all credentials void that have been given or accepted so far. */
  readonly revokeCredentials: () => void;
  readonly scenarios: readonly Scenario[];
  /** Every request so far, those that were refused or answered by a raw handler included. */
  readonly requests: readonly RecordedRequest[];
  /** How many TCP connections have been made. */
  readonly connections: number;
  /** Resolves with the next request to arrive; its answer shows the time of its arrival, whatever is set later. */
  readonly nextRequest: () => Promise<RecordedRequest>;
  /** Resolves once so many requests have arrived since the start. Rejects when the simulator is closed before. */
  readonly waitForRequests: (count: number) => Promise<readonly RecordedRequest[]>;
  /**
   * Leaves the next requests, one by default, to a handler; of all requests, or of those whose path has the text.
   * Several calls queue up.
   */
  readonly answerNext: (handler: RawHandler, times?: number, path?: string) => void;
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
  const identity = { ...DEFAULT_IDENTITY, ...options.identity };
  const gatekeeper = new Gatekeeper(identity, { token, projectId: cloud.projectId });
  const routes = [
    ...jobRoutes(cloud, (exchange) => gatekeeper.refusal(exchange)),
    ...exchangeRoutes(identity, gatekeeper, cloud.projectId),
  ];
  const log = new RequestLog();
  const raw = new RawAnswers();
  const server = serverOf({ routes, log, raw, now, offset: options.clockOffsetMs ?? 0 });
  const port = await listen(server, options.port ?? 0);

  return {
    endpoint: `http://${HOST}:${port}`,
    token,
    projectId: cloud.projectId,
    identity,
    oidcEnvironment: oidcEnvironmentOf(identity, port),
    revokeCredentials: () => {
      gatekeeper.revokeAll();
    },
    scenarios,
    requests: log.requests,
    get connections(): number {
      return log.connections;
    },
    nextRequest: () => log.next(),
    waitForRequests: (count) => log.atLeast(count),
    answerNext: (handler, times = 1, path = '') => {
      raw.add(handler, times, path);
    },
    close: () => {
      log.close();
      return close(server);
    },
  };
}

/** What answers a request, and what is kept of it. */
interface Parts {
  readonly routes: Parameters<typeof route>[0];
  readonly log: RequestLog;
  readonly raw: RawAnswers;
  readonly now: () => number;
  /** How far the server's clock is ahead, in milliseconds. */
  readonly offset: number;
}

function serverOf({ routes, log, raw, now, offset }: Parts): Server {
  const server = createServer({ maxHeaderSize: HEADERS_LIMIT_BYTES }, (incoming, response) => {
    withBody(incoming, (body) => {
      const request = record(incoming, body, now(), log);
      response.setHeader('x-request-id', request.requestId);
      response.setHeader('date', new Date(request.at + offset).toUTCString());
      const handler = raw.take(request.path);
      if (handler !== undefined) handler(incoming, response);
      else send(response, route(routes, { ...request, url: request.path, at: request.at + offset }));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('connection', () => {
    log.connected();
  });
  return server;
}

function oidcEnvironmentOf({ oidcRequestToken }: Identity, port: number): Simulator['oidcEnvironment'] {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://${HOST}:${port}${OIDC_PATH}?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidcRequestToken,
  };
}

function record(incoming: IncomingMessage, body: string, at: number, log: RequestLog): RecordedRequest {
  const request: RecordedRequest = {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body,
    at,
    // Counted, not random: what a test or a reader sees is the same in every run.
    requestId: (log.requests.length + 1).toString(16).padStart(32, '0'),
  };
  log.add(request);
  return request;
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
