/** A cloud on loopback: the job APIs of every service, with jobs that follow a script, and the services that issue credentials. */
import { Cloud, jobRoutes } from './cloud.js';
import { Authenticator } from './identity/authenticator.js';
import { exchangeRoutes, OIDC_PATH } from './identity/exchanges.js';
import { DEFAULT_IDENTITY, type Identity } from './identity/identity.js';
import { RequestLog, type RecordedRequest } from './request-log.js';
import { PROJECT_ID, type Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios/index.js';
import { close, createSimulatorServer, HOST, listen, RawHandlers, type RawHandler } from './server.js';

export type { RawHandler } from './server.js';

/** The token that a simulator accepts by default. Long and odd enough to be found wherever it should not be. */
export const TOKEN = 'MIIsimulatorTokenThatOpensNothing0123456789';

export interface SimulatorOptions {
  /** `SCENARIOS` by default. All of one project, each with job IDs of its own. */
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
  /** Makes all credentials void that have been issued or accepted so far. */
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
 * Starts a simulator on loopback. A job starts when it is first asked for with the right token and project.
 *
 * @throws {ScenarioError} for invalid scenarios, and an Error for a port that is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const scenarios = options.scenarios ?? SCENARIOS;
  const token = options.token ?? TOKEN;
  const now = options.now ?? (() => performance.timeOrigin + performance.now());
  const cloud = new Cloud(scenarios, scenarios[0]?.projectId ?? PROJECT_ID, options.speed ?? 1);
  const identity = { ...DEFAULT_IDENTITY, ...options.identity };
  const authenticator = new Authenticator(identity, { token, projectId: cloud.projectId });
  const routes = [
    ...jobRoutes(cloud, (request) => authenticator.refusal(request)),
    ...exchangeRoutes(identity, authenticator, cloud.projectId),
  ];
  const [log, rawHandlers] = [new RequestLog(), new RawHandlers()];
  const server = createSimulatorServer({ routes, log, rawHandlers, now, clockOffsetMs: options.clockOffsetMs ?? 0 });
  const port = await listen(server, options.port ?? 0);

  return {
    endpoint: `http://${HOST}:${port}`,
    token,
    projectId: cloud.projectId,
    identity,
    oidcEnvironment: oidcEnvironmentOf(identity, port),
    revokeCredentials: () => {
      authenticator.revokeAll();
    },
    scenarios,
    requests: log.requests,
    get connections(): number {
      return log.connections;
    },
    nextRequest: () => log.next(),
    waitForRequests: (count) => log.atLeast(count),
    answerNext: (handler, times = 1, path = '') => {
      rawHandlers.add(handler, times, path);
    },
    close: () => {
      log.close();
      return close(server);
    },
  };
}

function oidcEnvironmentOf({ oidcRequestToken }: Identity, port: number): Simulator['oidcEnvironment'] {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://${HOST}:${port}${OIDC_PATH}?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidcRequestToken,
  };
}
