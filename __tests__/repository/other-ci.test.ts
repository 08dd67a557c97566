/** The pipelines of other CI systems: shown as they are, run with what the document names, and calling what there is. */
import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';

import { ACT, GITLAB_CI_LOCAL_VERSION } from '../../scripts/pipelines/tools.js';
import { objectOf } from '../e2e/support/gate.js';
import { filesWith, textOf } from './support/documents.js';

const PIPELINES = filesWith(['']).filter((name) => name.startsWith('examples/other-ci/'));
const document = textOf('docs/other-ci.md');

describe('a pipeline of another CI system', () => {
  it.each(PIPELINES)('is shown in the document: %s', (name) => {
    expect(document).toContain(`<!-- ${name}: made by npm run docs -->`);
  });

  it.each(PIPELINES.filter((name) => name.endsWith('.yml')))('is YAML, and has no key twice: %s', (name) => {
    expect(parseAllDocuments(textOf(name)).flatMap(({ errors }) => errors)).toEqual([]);
  });
});

describe('the component', () => {
  const [spec, job] = parseAllDocuments(textOf('templates/wait.yml')).map((each) => objectOf(each.toJS()));
  const inputs = Object.keys(objectOf(objectOf(spec?.['spec'])['inputs']));

  it('is given inputs that it has', () => {
    const pipeline = objectOf(parse(textOf('examples/other-ci/gitlab-component.yml')));
    const includes = Array.isArray(pipeline['include']) ? pipeline['include'] : [];
    const given = includes.flatMap((each: unknown) => Object.keys(objectOf(objectOf(each)['inputs'])));
    expect(given.length).toBeGreaterThan(0);
    expect(inputs).toEqual(expect.arrayContaining(given));
  });

  it('uses every input, and none that it does not have', () => {
    const used = [...JSON.stringify(job).matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual([...inputs].sort());
  });
});

describe('what runs the pipelines', () => {
  it('has the versions that the document names', () => {
    expect(document).toContain(`gitlab-ci-local ${GITLAB_CI_LOCAL_VERSION}`);
    expect(document).toContain(`nektos/act ${ACT.version.replace('v', '')}`);
  });

  it('is fetched with a hash, in an exact version, and alone', () => {
    const folder = 'scripts/pipelines/gitlab-ci-local';
    expect(GITLAB_CI_LOCAL_VERSION).toMatch(/^\d+\.\d+\.\d+$/);
    const packages = objectOf(objectOf(JSON.parse(textOf(`${folder}/package-lock.json`)))['packages']);
    expect(Object.keys(packages)).toEqual(['', 'node_modules/gitlab-ci-local']);
    expect(packages['node_modules/gitlab-ci-local']).toMatchObject({
      version: GITLAB_CI_LOCAL_VERSION,
      integrity: expect.stringMatching(/^sha512-/),
    });
  });
});
