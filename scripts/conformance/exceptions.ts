/** Where the gate knowingly differs from the providers' models, and why. */
import type { Check, Comparison } from './compare.js';
import { ASPECTS } from './compare.js';

/** A difference that is meant. */
export interface Exception {
  /** The rows that it is for. */
  readonly services: readonly string[];
  readonly aspect: keyof Comparison;
  /** The word, region, request or number of the example. */
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
    services: ['cce', 'cce-autopilot', 'ims', 'ecs', 'deh', 'evs', 'dcs', 'rds', 'dds', 'elb', 'eip'],
    aspect: 'hosts',
    about: 'eu-west-0',
    reason: FLEXIBLE_ENGINE,
  },
];

/** The outcome of a check: an exception's reason stands in the place of the problem. */
export interface Outcome extends Check {
  readonly exception: string;
}

/** What came of a service's checks. */
export type Outcomes = Readonly<Record<keyof Comparison, readonly Outcome[]>>;

/** Excuses what the exceptions name. One that excuses nothing is a problem itself, since it would hide the next one. */
export function excuse(service: string, comparison: Comparison, exceptions: readonly Exception[]): Outcomes {
  const [words, paths, hosts, examples] = ASPECTS.map((aspect) => {
    const own = exceptions.filter((each) => each.aspect === aspect && each.services.includes(service));
    const outcomes = comparison[aspect].map((check) => {
      const exception = check.problem === '' ? undefined : own.find(({ about }) => about === check.about);
      return exception === undefined
        ? { ...check, exception: '' }
        : { ...check, problem: '', exception: exception.reason };
    });
    const unused = own.filter(({ about }) => !outcomes.some((each) => each.about === about && each.exception !== ''));
    const stale = unused.map(({ about }) => ({
      about,
      exception: '',
      problem: 'is an exception that excuses nothing',
    }));
    return [...outcomes, ...stale];
  });
  return { words: words ?? [], paths: paths ?? [], hosts: hosts ?? [], examples: examples ?? [] };
}
