import { jobsOf, ScenarioError, type Scenario, type ScriptedJob, type Service } from './scenario.js';

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
  checkJob(scenario.job, 0, complain);
  if (IN_CCE.includes(scenario.service)) checkCce(scenario.job, complain);
  else checkOther(scenario, complain);
}

const IN_CCE: readonly Service[] = ['cce', 'cce-autopilot'];
const WITHOUT_SUB_JOBS: readonly Service[] = ['dcs', 'rds', 'dds', 'gaussdb'];

type Complain = (what: string) => void;

function isId(text: string): boolean {
  return /^[\w-]{1,128}$/.test(text);
}

function checkJob(job: ScriptedJob, parentCreatedAt: number, complain: Complain): void {
  const createdAt = job.createdAt ?? parentCreatedAt;
  if (!isId(job.id)) complain(`${JSON.stringify(job.id)} is not a job ID`);
  if (!(createdAt >= parentCreatedAt)) complain(`${job.id} is created before its parent`);
  if (!(job.startsAt >= createdAt)) complain(`${job.id} starts before it is created`);
  if (job.ends !== undefined && !(job.ends.at >= job.startsAt)) complain(`${job.id} ends before it starts`);
  for (const [index, step] of (job.progress ?? []).entries()) {
    if (!(step.fraction >= 0 && step.fraction <= 1)) complain(`${job.id} has a progress that is not between 0 and 1`);
    if (!(step.at >= (job.progress?.[index - 1]?.at ?? 0))) complain(`${job.id} has progress out of order`);
  }
  for (const subJob of job.subJobs ?? []) checkJob(subJob, createdAt, complain);
}

function checkCce(root: ScriptedJob, complain: Complain): void {
  for (const job of jobsOf(root)) {
    if (job.progress !== undefined) complain(`${job.id} has a progress, which CCE's jobs have not`);
    if (job.ends?.errorCode !== undefined) complain(`${job.id} has an error code, which CCE's jobs have not`);
  }
}

function checkOther({ service, job: root }: Scenario, complain: Complain): void {
  for (const subJob of root.subJobs ?? []) {
    if (WITHOUT_SUB_JOBS.includes(service)) complain(`${subJob.id} is a sub-job, of which ${service} shows none`);
    if (service === 'ims' && subJob.subJobs !== undefined) {
      complain(`${subJob.id} has sub-jobs, which IMS shows for the job itself alone`);
    }
  }
  for (const job of jobsOf(root)) {
    for (const name of ['clusterId', 'extendParam', 'omits', 'unlistedSubJobs'] as const) {
      if (job[name] !== undefined) complain(`${job.id} has ${name}, which belongs to CCE`);
    }
  }
}
