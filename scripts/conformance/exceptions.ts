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

/** The regions of Huawei Cloud's European partner, and where others are listed under a host that is not theirs. */
const IN_EUROPE = "the provider's console and its Terraform provider use `.eu` for every service there";
const FLEXIBLE_ENGINE =
  "the region is FlexibleEngine's, whose public hosts end in `prod-cloud-ocb.orange-business.com`";

export const EXCEPTIONS: readonly Exception[] = [
  {
    services: ['ims', 'ecs', 'deh', 'evs', 'dcs', 'elb', 'eip'],
    aspect: 'hosts',
    about: 'eu-west-101',
    reason: IN_EUROPE,
  },
  {
    services: ['cce', 'cce-autopilot', 'ims', 'ecs', 'deh', 'evs', 'dcs', 'rds', 'dds', 'elb', 'eip', 'iam'],
    aspect: 'hosts',
    about: 'eu-west-0',
    reason: FLEXIBLE_ENGINE,
  },
  {
    services: ['elb'],
    aspect: 'job IDs',
    about: '.member_check.job_id',
    reason: 'the check of a member is asked for at another path, `/v3/{project_id}/elb/members/check/jobs/{job_id}`',
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
