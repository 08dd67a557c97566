/** What this repository asks of its workflows and composite actions, beyond what makes them valid. */
import { isMap, isScalar, parseDocument, visit, type Pair } from 'yaml';

/** A commit, and in a comment the version that it is: a tag may be moved to other code. */
const PINNED = /^[\w.-]+\/[\w./-]+@[\da-f]{40}$/;
const VERSION = /^ v\d+\.\d+\.\d+$/;

/** Everything that a workflow does against the policy. */
export function problemsOfWorkflow(text: string): string[] {
  const workflow = objectOf(parseDocument(text).toJS());
  const jobs = Object.entries(objectOf(workflow['jobs'])).map(([name, job]) => ({ name, job: objectOf(job) }));
  return [
    ...(JSON.stringify(workflow['permissions']) === '{}' ? [] : ['permissions: {} is missing at the top']),
    ...(workflow['concurrency'] === undefined ? ['concurrency is missing at the top'] : []),
    ...jobs.filter(({ job }) => typeof job['timeout-minutes'] !== 'number').map(({ name }) => `${name}: no time limit`),
    ...jobs.filter(({ job }) => job['permissions'] === undefined).map(({ name }) => `${name}: no permissions`),
    ...problemsOfSteps(text),
  ];
}

/** The same for what workflows and composite actions have in common. */
export function problemsOfSteps(text: string): string[] {
  const problems: string[] = [];
  visit(parseDocument(text), {
    Pair: (_, pair) => {
      const value = isScalar(pair.value) ? String(pair.value.value) : '';
      if (keyOf(pair) === 'run' && value.includes('${{')) problems.push(`an expression inside a script: ${value}`);
      if (keyOf(pair) === 'uses' && !isPinned(pair, value)) problems.push(`${value} is not pinned`);
    },
    Map: (_, step) => {
      const checksOut = String(step.get('uses')).startsWith('actions/checkout@');
      const kept = step.getIn(['with', 'persist-credentials']) !== false;
      if (checksOut && kept) problems.push('a checkout leaves its token behind');
    },
  });
  return problems;
}

/** Every action of other repositories, as it is pinned. */
export function actionsOf(text: string): string[] {
  const actions: string[] = [];
  visit(parseDocument(text), {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'uses' && isScalar(value) && PINNED.test(String(value.value)))
        actions.push(`${String(value.value)} #${value.comment ?? ''}`);
    },
  });
  return actions;
}

/** The `with` of every step that uses an action. */
export function inputsOf(text: string, action: string): Record<string, unknown>[] {
  const inputs: Record<string, unknown>[] = [];
  visit(parseDocument(text), {
    Map: (_, step) => {
      const given = step.get('with');
      if (step.get('uses') === action && isMap(given)) inputs.push(objectOf(given.toJSON()));
    },
  });
  return inputs;
}

function isPinned({ value }: Pair, action: string): boolean {
  if (/^\.\/|^\.$/.test(action)) return true;
  return PINNED.test(action) && isScalar(value) && VERSION.test(value.comment ?? '');
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : undefined;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
