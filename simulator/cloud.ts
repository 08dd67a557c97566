import { checkScenario } from './check-scenario.js';
import { JOB_APIS } from './job-apis/index.js';
import type { JobApi } from './job-apis/job-api.js';
import type { ApiResponse, RoutedRequest, Route } from './routing.js';
import { jobsOf, ScenarioError, type Scenario, type Service } from './scenario.js';
import { findState, stateAt, type JobState } from './timeline.js';

/** The jobs of one project, each of which starts when it is first asked for. */
export class Cloud {
  readonly #scenarios = new Map<string, Scenario>();
  readonly #origins = new Map<Scenario, number>();
  readonly #speed: number;
  readonly projectId: string;

  /**
   * @param projectId the one project that the token is for
   * @param speed milliseconds of simulated time for each on the wall clock
   * @throws {ScenarioError} for a scenario that is invalid, one of another project, and a job ID used twice
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

  /**
   * A job or sub-job at an instant, which starts its scenario if nothing has done so before.
   *
   * @param parentId what the path says that the job belongs to; `undefined` where it says nothing of the kind
   * @param now milliseconds since the epoch
   */
  find(service: Service, jobId: string, parentId: string | undefined, now: number): JobState | undefined {
    const scenario = this.#scenarios.get(jobId);
    if (scenario?.service !== service || scenario.parentId !== parentId) return undefined;
    const origin = this.#origins.get(scenario) ?? now;
    this.#origins.set(scenario, origin);
    const root = stateAt(scenario.job, { origin, speed: this.#speed }, now);
    return root === undefined ? undefined : findState(root, jobId);
  }
}

const PATHS = [...new Set(JOB_APIS.map(({ path }) => path))];

/**
 * The routes of every service's job API.
 *
 * @param unauthorized why the gateway refuses a request before it reaches the service
 */
export function jobRoutes(cloud: Cloud, unauthorized: (request: RoutedRequest) => ApiResponse | undefined): Route[] {
  return PATHS.map((path) => {
    const sharing = JOB_APIS.filter((api) => api.path === path);
    return {
      method: 'GET',
      path,
      respond: (request: RoutedRequest) => {
        // Each service has a host of its own, but the simulator has one only: the service that owns the job answers.
        const service = cloud.serviceOf(request.params['job_id'] ?? '');
        const api = sharing.find((each) => each.service === service) ?? sharing[0];
        if (api === undefined) throw new Error(`no job API has ${path}`);
        return unauthorized(request) ?? jobResponse(api, cloud, request);
      },
    };
  });
}

function jobResponse(api: JobApi, cloud: Cloud, request: RoutedRequest): ApiResponse {
  const refusal = api.refusal(request);
  if (refusal !== undefined) return refusal;
  const { project_id: projectId, job_id: jobId = '', parent_id: parentId } = request.params;
  if (projectId !== cloud.projectId) return api.forbidden(request);
  const state = cloud.find(api.service, jobId, parentId, request.at);
  if (state === undefined) return api.notFound(request);
  return { status: 200, body: api.body(state, cloud.projectId) };
}
