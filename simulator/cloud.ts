import type { Dialect } from './dialects/dialect.js';
import { DIALECTS } from './dialects/index.js';
import type { Answer, Exchange, Route } from './routing.js';
import { checkScenario, jobsOf, ScenarioError, type Scenario, type Service } from './scenario.js';
import { findState, stateAt, type JobState } from './timeline.js';

/** The jobs of one project, each of which sets out when it is first asked for. */
export class Cloud {
  readonly #scenarios = new Map<string, Scenario>();
  readonly #origins = new Map<Scenario, number>();
  readonly #speed: number;
  readonly projectId: string;

  /**
   * @param projectId the one project that the token is for
   * @param speed milliseconds of simulated time for each on the wall clock
   * @throws {ScenarioError} for a scenario that cannot be played, one of another project, and a job ID used twice
   */
  constructor(scenarios: readonly Scenario[], projectId: string, speed: number) {
    this.projectId = projectId;
    this.#speed = speed;
    for (const scenario of scenarios) {
      checkScenario(scenario);
      if (scenario.projectId !== projectId) {
        throw new ScenarioError(`scenario ${scenario.name}: its project is not ${projectId}, which the token is for`);
      }
      for (const { id } of jobsOf(scenario.job)) {
        const other = this.#scenarios.get(id);
        if (other !== undefined) {
          throw new ScenarioError(`scenario ${scenario.name}: ${other.name} has a job with the ID ${id} too`);
        }
        this.#scenarios.set(id, scenario);
      }
    }
  }

  /** Whose job it is; `undefined` where nobody has one with this ID. */
  serviceOf(jobId: string): Service | undefined {
    return this.#scenarios.get(jobId)?.service;
  }

  /** A job or sub-job of a service at an instant, which starts its scenario if nothing has done so before. */
  find(service: Service, jobId: string, now: number): JobState | undefined {
    const scenario = this.#scenarios.get(jobId);
    if (scenario?.service !== service) return undefined;
    const origin = this.#origins.get(scenario) ?? now;
    this.#origins.set(scenario, origin);
    const root = stateAt(scenario.job, { origin, speed: this.#speed }, now);
    return root === undefined ? undefined : findState(root, jobId);
  }
}

/**
 * The routes of every service's job API.
 *
 * @param unauthorized why the gateway refuses a request before the service hears of it
 */
export function jobRoutes(cloud: Cloud, unauthorized: (exchange: Exchange) => Answer | undefined): Route[] {
  const paths = [...new Set(DIALECTS.flatMap((dialect) => dialect.paths))];
  return paths.map((path) => {
    // Each service has a host of its own, but the simulator has one only: of those at one path the job's own answers.
    const sharing = DIALECTS.filter((dialect) => dialect.paths.includes(path));
    return {
      method: 'GET',
      path,
      answer: (exchange: Exchange) => {
        const service = cloud.serviceOf(exchange.params['job_id'] ?? '');
        const dialect = sharing.find((each) => each.service === service) ?? sharing[0];
        if (dialect === undefined) throw new Error(`nothing answers at ${path}`);
        return unauthorized(exchange) ?? answerAbout(dialect, cloud, exchange);
      },
    };
  });
}

function answerAbout(dialect: Dialect, cloud: Cloud, exchange: Exchange): Answer {
  const refusal = dialect.refusal(exchange);
  if (refusal !== undefined) return refusal;
  // A path without a project is about the project that the credentials belong to.
  const { project_id: projectId = cloud.projectId } = exchange.params;
  if (projectId !== cloud.projectId) return dialect.forbidden(exchange);
  const state = cloud.find(dialect.service, exchange.params['job_id'] ?? '', exchange.at);
  if (state === undefined) return dialect.notFound(exchange);
  return { status: 200, body: dialect.document(state, cloud.projectId) };
}
