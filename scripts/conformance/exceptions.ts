/** Where the gate knowingly differs from the providers' models, and why. */
import type { Aspect, Check, Comparison } from './compare.js';

/** A difference that is meant. */
export interface Exception {
  /** The rows that it is for. */
  readonly services: readonly string[];
  readonly aspect: Aspect;
  /** The word, request, region, example or place that the check names. */
  readonly about: string;
  readonly reason: string;
}

/** All that there are. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    services: [
      ...['cce', 'cce-autopilot', 'cce-upgrade', 'swr', 'ims', 'ecs', 'evs', 'deh', 'eip', 'rds', 'dds', 'dcs', 'elb'],
      ...['dms', 'iam'],
    ],
    aspect: 'hosts',
    about: 'eu-west-0',
    reason: "the region is FlexibleEngine's, whose public hosts end in `prod-cloud-ocb.orange-business.com`",
  },
  {
    services: ['elb'],
    aspect: 'job IDs',
    about: '.member_check.job_id',
    reason: 'the check of a member is asked for at another path, `/v3/{project_id}/elb/members/check/jobs/{job_id}`',
  },
  {
    services: ['cce', 'cce-autopilot'],
    aspect: 'job IDs',
    about: '.metadata.annotations.jobid',
    reason: 'examples of some calls have an annotation beside `.status.jobID`, which all of them have',
  },
  {
    services: ['sfs-turbo'],
    aspect: 'job IDs',
    about: '.job_Id',
    reason: 'one example spells it so; the model of the same answer has `.jobId`',
  },
  {
    services: ['taurusdb'],
    aspect: 'job IDs',
    about: '.list[].job_id',
    reason:
      'the call for the links of slow logs has its own status for each link: it is made again until they are there',
  },
  {
    services: ['ddm'],
    aspect: 'job IDs',
    about: '.[].job_id',
    reason: 'the model calls three answers lists; the example of the call that deletes an instance is an object',
  },
  {
    services: ['dcs'],
    aspect: 'job IDs',
    about: '.jobId',
    reason: 'the row names it for one call beside `.job_id`, which is what the models have',
  },
];

/** The outcome of a check: an exception's reason stands in the place of the problem. */
export interface Outcome extends Check {
  readonly exception: string;
}

/** What came of a service's checks. */
export type Outcomes = Readonly<Record<Aspect, readonly Outcome[]>>;

/** Excuses what the exceptions name. One that excuses nothing is a problem itself, since it would hide the next one. */
export function excuse(service: string, comparison: Comparison, exceptions: readonly Exception[]): Outcomes {
  const of = (aspect: Aspect): Outcome[] => {
    const own = exceptions.filter((each) => each.aspect === aspect && each.services.includes(service));
    return excuseChecks(comparison[aspect], own);
  };
  return {
    words: of('words'),
    paths: of('paths'),
    hosts: of('hosts'),
    examples: of('examples'),
    'job IDs': of('job IDs'),
  };
}

function excuseChecks(checks: readonly Check[], exceptions: readonly Exception[]): Outcome[] {
  const outcomes = checks.map((check) => {
    const found = check.problem === '' ? undefined : exceptions.find(({ about }) => about === check.about);
    return found === undefined ? { ...check, exception: '' } : { ...check, problem: '', exception: found.reason };
  });
  const used = new Set(outcomes.filter(({ exception }) => exception !== '').map(({ about }) => about));
  const unused = exceptions.filter(({ about }) => !used.has(about));
  const problem = 'is an exception that excuses nothing';
  return [...outcomes, ...unused.map(({ about }) => ({ about, problem, exception: '' }))];
}
