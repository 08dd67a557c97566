/** Why jobs failed: equal root causes are one, however many sub-jobs and jobs they stopped. */
import type { RootCause, Visit } from '../engine/job.js';

/** Root causes with one type, path of types, code and reason. */
export interface Cause {
  /** Where it was found first: the deepest, then in the order of jobs and trees. */
  readonly first: RootCause;
  /** How many sub-jobs failed for it. */
  readonly count: number;
  /** The waited-for jobs in which they are, in the order given. */
  readonly jobIds: readonly string[];
  /**
   * The names of what failed, else their IDs, each once: of the sub-job that failed, or of the nearest job above it that
   * has any. Not sanitized.
   */
  readonly resources: readonly string[];
}

interface FoundCause {
  readonly jobId: string;
  readonly cause: RootCause;
}

/** The causes of all failures: the deepest first, those of one depth in the order of jobs and trees. */
export function groupedCauses(
  jobs: readonly { readonly jobId: string; readonly rootCauses: readonly RootCause[] }[],
): Cause[] {
  const found = jobs.flatMap(({ rootCauses, jobId }) => rootCauses.map((cause): FoundCause => ({ jobId, cause })));
  const pathId = pathIds();
  const textId = numbering();
  const groups = new Map<string, FoundCause[]>();
  for (const each of found.sort((a, b) => b.cause.visit.depth - a.cause.visit.depth)) {
    const { visit, errorCode, reason } = each.cause;
    const key = `${pathId(visit)} ${textId(errorCode)} ${textId(reason)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const resourceOf = resources();
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [causeOf(first, others, resourceOf)],
  );
}

function causeOf(first: FoundCause, others: readonly FoundCause[], resourceOf: (visit: Visit) => string): Cause {
  const all = [first, ...others];
  const names = all.map(({ cause }) => resourceOf(cause.visit)).filter((name) => name !== '');
  return {
    first: first.cause,
    count: all.length,
    jobIds: [...new Set(all.map(({ jobId }) => jobId))],
    resources: [...new Set(names)],
  };
}

/** Gives equal texts one number. A text may be long, and be the reason of many sub-jobs: it is not to be copied. */
function numbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const number = numbers.get(text) ?? numbers.size + 1;
    numbers.set(text, number);
    return number;
  };
}

/** Numbers paths of types, so that a deep tree with many causes is not written out for each. */
function pathIds(): (visit: Visit) => number {
  const known = new Map<Visit, number>();
  const typeId = numbering();
  const stepId = numbering();
  return (visit) => {
    const path: Visit[] = [];
    let at: Visit | undefined = visit;
    for (; at !== undefined && !known.has(at); at = at.parent) path.push(at);
    let id = at === undefined ? 0 : (known.get(at) ?? 0);
    for (const step of path.reverse()) {
      id = stepId(`${id} ${typeId(step.job.type)}`);
      known.set(step, id);
    }
    return id;
  };
}

/** Finds what a job works on, or the nearest job above it that says; remembers what it has found. */
function resources(): (visit: Visit) => string {
  const known = new Map<Visit, string>();
  return (visit) => {
    const path: Visit[] = [];
    let at: Visit | undefined = visit;
    // What is known ends the climb even where it is that nobody says: else each failure would climb a deep tree anew.
    for (; at !== undefined && !known.has(at); at = at.parent) {
      known.set(at, at.job.resourceName || at.job.resourceId);
      path.push(at);
      if (known.get(at) !== '') break;
    }
    const name = at === undefined ? '' : (known.get(at) ?? '');
    for (const step of path) known.set(step, name);
    return name;
  };
}
