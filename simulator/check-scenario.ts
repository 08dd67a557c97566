import { jobApiOf } from './job-apis/index.js';
import { hasFact, type Fact } from './job-apis/job-api.js';
import { jobsOf, ScenarioError, type Scenario, type ScriptedJob } from './scenario.js';

type Complain = (what: string) => void;

/**
 * Checks what the types cannot say.
 *
 * @throws {ScenarioError} for times that contradict each other, IDs that are no IDs or not unique, and facts that the
 *   scenario's service has no place for
 */
export function checkScenario(scenario: Scenario): void {
  const complain = (what: string): never => {
    throw new ScenarioError(`scenario ${scenario.name}: ${what}`);
  };
  const seen = new Set<string>();
  for (const job of jobsOf(scenario.job)) {
    if (seen.has(job.id)) complain(`two jobs have the ID ${job.id}`);
    seen.add(job.id);
  }
  if (!isId(scenario.projectId)) complain(`${JSON.stringify(scenario.projectId)} is not a project ID`);
  checkTimes(scenario.job, 0, complain);
  checkService(scenario, complain);
}

function isId(text: string): boolean {
  return /^[\w-]{1,128}$/.test(text);
}

function checkTimes(job: ScriptedJob, parentCreatedAt: number, complain: Complain): void {
  const createdAt = job.createdAt ?? parentCreatedAt;
  if (!isId(job.id)) complain(`${JSON.stringify(job.id)} is not a job ID`);
  if (!(createdAt >= parentCreatedAt)) complain(`${job.id} is created before its parent`);
  if (!(job.startsAt >= createdAt)) complain(`${job.id} starts before it is created`);
  if (job.ends !== undefined && !(job.ends.at >= job.startsAt)) complain(`${job.id} ends before it starts`);
  for (const [name, steps] of [
    ['progress', job.progress ?? []],
    ['statuses', job.statuses ?? []],
  ] as const) {
    const ordered = steps.every(({ at }, index) => at >= (steps[index - 1]?.at ?? 0));
    if (!ordered) complain(`${job.id} has ${name} out of order`);
  }
  if (!(job.progress ?? []).every(({ fraction }) => fraction >= 0 && fraction <= 1)) {
    complain(`${job.id} has a progress that is not between 0 and 1`);
  }
  for (const subJob of job.subJobs ?? []) checkTimes(subJob, createdAt, complain);
}

const FACTS: readonly Fact[] = [
  'subJobs',
  'progress',
  'results',
  'reason',
  'errorCode',
  'clusterId',
  'extendParam',
  'omits',
  'unlistedSubJobs',
];

/** Only CCE's response bodies show sub-jobs of sub-jobs. */
const NESTING: readonly Scenario['service'][] = ['cce', 'cce-autopilot'];

function checkService({ service, parentId, job: root }: Scenario, complain: Complain): void {
  const { path, shows, otherStatuses = [] } = jobApiOf(service);
  const needsParent = path.includes('{parent_id}');
  if (needsParent && parentId === undefined) complain(`${service} needs a parentId`);
  if (!needsParent && parentId !== undefined) complain(`${service} has no place for a parentId`);
  for (const job of jobsOf(root)) {
    const fact = FACTS.find((each) => hasFact(job, each) && !shows.includes(each));
    if (fact !== undefined) complain(`${job.id} has ${fact}, which ${service} does not show`);
    const unknown = job.statuses?.find(({ status }) => !otherStatuses.includes(status));
    if (unknown !== undefined) complain(`${job.id} has the status ${unknown.status}, which ${service} never says`);
  }
  const nested = (root.subJobs ?? []).find(({ subJobs }) => subJobs !== undefined);
  if (nested !== undefined && !NESTING.includes(service)) {
    complain(`${nested.id} has sub-jobs, which ${service} shows for the job itself alone`);
  }
}
