/** The comparison of the service table with a provider's model finds each difference that there can be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { compare, type Aspect, type GateSide, type ProviderSide } from '../../scripts/conformance/compare.js';
import { excuse, type Exception } from '../../scripts/conformance/exceptions.js';
import { gateSideOf } from '../../scripts/conformance/gate.js';
import { readProvider } from '../../scripts/conformance/provider.js';
import { problemsOf, resultsTable } from '../../scripts/conformance/report.js';
import { phasesOf, wordsOf } from '../../scripts/conformance/words.js';
import type { Phase } from '../../src/services/job.js';
import { SERVICES } from '../../src/services/table.js';
import { SOURCE, writePublishedModel } from './support/published-model.js';

describe('a comparison with a model', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const models = writePublishedModel(folder);
  const ecs = SERVICES.find(({ name }) => name === 'ecs');

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What does not hold, of a gate that is sound but for the changes. */
  function problemsWith(
    changes: Partial<GateSide>,
    exceptions: readonly Exception[] = [],
    provider: Partial<ProviderSide> = {},
    unpublished: readonly Aspect[] = [],
  ): string[] {
    if (ecs === undefined) throw new Error('no row');
    const sound = {
      ...gateSideOf(ecs),
      jobIdPlaces: ['.records[].job_id'],
      hostIn: (region: string) => `x.${region}.myhuaweicloud.${region === 'eu-west-101' ? 'eu' : 'com'}`,
    };
    const comparison = compare({ ...sound, ...changes }, { ...readProvider(models, SOURCE), ...provider }, unpublished);
    return problemsOf([{ service: 'ecs', outcomes: excuse('ecs', comparison, exceptions), note: '' }]);
  }

  it('finds nothing where both sides say the same', () => {
    expect(problemsWith({})).toEqual([]);
  });

  it('reads all that the model says', () => {
    expect(readProvider(models, SOURCE)).toEqual({
      words: [
        { word: 'INIT', meaning: '' },
        { word: 'SUCCESS', meaning: '成功' },
        { word: 'RUNNING', meaning: '运行中' },
        { word: 'FAIL', meaning: '' },
      ],
      requests: ['GET /v1/{project_id}/jobs/{job_id}'],
      jobIdPlaces: new Map([['.records[].job_id', ['DeleteMany']]]),
      hosts: new Map([
        ['cn-north-4', 'x.cn-north-4.myhuaweicloud.com'],
        ['eu-west-101', 'x.eu-west-101.myhuaweicloud.eu'],
      ]),
      examples: [expect.objectContaining({ job_id: 'a' })],
    });
  });

  /** A gate whose row of ECS has other words. */
  function withWords(words: Readonly<Record<string, Phase>>): Pick<GateSide, 'phaseOf' | 'decode'> {
    const row = ecs ?? SERVICES[0];
    const { phaseOf, decode } = gateSideOf({ ...row, format: { ...row.format, words } });
    return { phaseOf, decode };
  }

  it('finds a word that is wrong in the row', () => {
    expect(problemsWith(withWords({ init: 'Initializing', running: 'Running', succeeded: 'Success' }))).toEqual([
      expect.stringMatching(/^ecs, words: SUCCESS is not known/),
      expect.stringMatching(/^ecs, examples: .*Unknown \(SUCCESS\)/),
    ]);
  });

  it('finds a word that means something else, explained or not', () => {
    expect(problemsWith({ phaseOf: () => 'Running' })).toEqual([
      expect.stringMatching(/^ecs, words: SUCCESS counts as Running, and is documented as Success/),
      expect.stringMatching(/^ecs, words: FAIL counts as Running, and is documented as Failed/),
    ]);
  });

  it('finds another path, and another parameter of the query', () => {
    expect(problemsWith({ request: 'GET /v2/{project_id}/jobs/{job_id}' })[0]).toMatch(
      /^ecs, paths: .*the gate asks GET \/v2\//,
    );
    expect(problemsWith({ request: 'GET /v1/{project_id}/jobs/{job_id}?id={id}' })).toHaveLength(1);
  });

  it('finds another host, and a region that the gate does not know', () => {
    const hostIn = (region: string) => (region === 'cn-north-4' ? 'y.cn-north-4.myhuaweicloud.com' : undefined);
    expect(problemsWith({ hostIn })).toEqual([
      expect.stringMatching(/^ecs, hosts: cn-north-4 .*gate y\.cn-north-4/),
      expect.stringMatching(/^ecs, hosts: eu-west-101 .*knows no such region/),
    ]);
  });

  it('finds an example that is refused, and one whose phase stays Unknown', () => {
    const decode: GateSide['decode'] = () => {
      throw new Error('no');
    };
    expect(problemsWith({ decode })).toEqual([expect.stringMatching(/^ecs, examples: .* is refused: no/)]);
    const { decode: sound } = gateSideOf(ecs ?? SERVICES[0]);
    const blind: GateSide['decode'] = (body, id) => ({ ...sound(body, id), phase: 'Unknown' });
    expect(problemsWith({ decode: blind })).toEqual([expect.stringMatching(/^ecs, examples: .*Unknown \(RUNNING\)/)]);
  });

  it('finds a place of the job ID that the row lacks, and one that no call has', () => {
    expect(problemsWith({ jobIdPlaces: ['.job_id'] })).toEqual([
      expect.stringMatching(/^ecs, job IDs: \.records\[\]\.job_id is not in the row: where DeleteMany/),
      expect.stringMatching(/^ecs, job IDs: \.job_id is where no call answers/),
    ]);
  });

  it('finds a model that says nothing, unless it is known to, and one that has begun to say something', () => {
    expect(problemsWith({}, [], { words: [] })).toEqual(['ecs, words: the model has nothing of the kind']);
    expect(problemsWith({}, [], { words: [] }, ['words'])).toEqual([]);
    expect(problemsWith({}, [], {}, ['words'])).toEqual([expect.stringMatching(/^ecs, words: the model has it now/)]);
  });

  it('excuses what an exception names, and nothing else', () => {
    const exception: Exception = { services: ['ecs'], aspect: 'hosts', about: 'cn-north-4', reason: 'so it is' };
    const hostIn = () => 'y';
    expect(problemsWith({ hostIn }, [exception])).toEqual([expect.stringMatching(/^ecs, hosts: eu-west-101/)]);
    expect(problemsWith({ hostIn }, [{ ...exception, services: ['evs'] }])).toHaveLength(2);
    expect(problemsWith({}, [exception])).toEqual([
      expect.stringMatching(/cn-north-4 is an exception that excuses nothing/),
    ]);
  });

  it('says in its table what holds, what does not, and what nobody publishes', () => {
    const held = { about: 'a', problem: '', exception: '' };
    const outcomes = {
      words: [held, { ...held, about: 'b', problem: 'no' }],
      paths: [held],
      hosts: [held, { ...held, about: 'c', exception: 'so' }],
      examples: [],
      'job IDs': [held],
    };
    expect(resultsTable([{ service: 'ecs', outcomes, note: '' }]).split('\n')[2]).toBe(
      '| `ecs` | 1 held, **1 not held** | 1 held | 1 held, 1 excepted | not published | 1 held |',
    );
  });
});

describe('a description of a status', () => {
  it.each([
    ['任务状态。 - SUCCESS：成功。 - FAIL：失败。', ['SUCCESS', 'FAIL']],
    ['Job的状态。SUCCESS:成功RUNNING:运行中', ['SUCCESS', 'RUNNING']],
    ['- 值为“Running”，表示任务正在执行。 - 值为“Completed”，表示任务执行成功。', ['Running', 'Completed']],
    ['取值为“Running”为执行中; 取值为“Failed” 为失败。', ['Running', 'Failed']],
    ['- JobPhaseRunning JobPhase = "Running"', ['Running']],
    ['任务执行状态。', []],
  ])('%s', (description, words) => {
    expect(wordsOf(description, []).map(({ word }) => word)).toEqual(words);
  });

  it.each([
    ['CREATED', '后台任务状态为创建成功', ['Initializing', 'Running']],
    ['ROLLBACK_FAIL', '回退失败', ['Failed']],
    ['ROLLBACKING', '任务正在回退', ['Failed']],
    ['Pending', '表示延时任务,未执行', ['Initializing', 'Running']],
    ['Completed', '表示任务执行成功', ['Success']],
    ['STRANGE', '不知道', []],
    ['STRANGE', '', []],
  ])('of %s as %s allows %j', (word, meaning, phases) => {
    expect(phasesOf({ word, meaning })).toEqual(phases);
  });
});
