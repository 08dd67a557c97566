import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { asksForJson, parseArguments } from '../../../src/hosts/cli/arguments.js';
import { OPTIONS } from '../../../src/hosts/cli/options.js';

const SECRET = 'gAAAAABsecretThatNobodyMaySee0123';

const problemsOf = (...words: readonly string[]): readonly string[] => parseArguments(['wait', 'a', ...words]).problems;

describe('a command line', () => {
  it('has a command, job IDs and options, in any order', () => {
    const given = parseArguments([
      '--region',
      'eu-de',
      'wait',
      'a',
      '--no-fail-fast',
      'b,c',
      '--timeout=5m',
      '--',
      '-d',
    ]);
    expect(given).toMatchObject({ task: 'wait', jobIds: ['a', 'b,c', '-d'], problems: [], asksFor: undefined });
    expect([...given.values]).toEqual([
      ['region', 'eu-de'],
      ['fail_fast', 'false'],
      ['timeout', '5m'],
    ]);
  });

  it.each([
    [['--help'], 'help', undefined],
    [['-h'], 'help', undefined],
    [['wait', '--help'], 'help', 'wait'],
    [['status', 'a', '-h', '--unknown'], 'help', 'status'],
    [['--version'], 'version', undefined],
  ] as const)('%j asks for the %s', (words, asksFor, task) => {
    expect(parseArguments(words)).toMatchObject({ asksFor, task });
  });

  it('has job IDs after any option and its value', () => {
    const ids = ['3543', 'false-1', '8f5e3a1b'];
    const given = parseArguments([
      'wait',
      '--no-fail-fast',
      '3543',
      '--timeout',
      '30m',
      'false-1',
      '--quiet',
      '8f5e3a1b',
    ]);
    expect(given).toMatchObject({ jobIds: ids, problems: [] });
  });

  it('takes - for a value, and what begins with a dash only as part of the same word', () => {
    expect(parseArguments(['wait', 'a', '--token-file', '-', '--region=-x']).problems).toEqual([]);
    expect(problemsOf('--region', '--timeout', '5m')).toEqual([expect.stringContaining('--region has no value')]);
  });
});

describe('is wrong', () => {
  it.each([
    [['--projct-id', 'x'], 'unknown option --projct-id: did you mean --project-id?'],
    [['--project_id=x'], 'unknown option --project_id: did you mean --project-id?'],
    [['--nothing-like-it'], 'unknown option --nothing-like-it.'],
    [['-x', 'y'], 'unknown option -x.'],
    [['--region'], 'option --region has no value.'],
    [['--quiet=yes'], 'option --quiet takes no value.'],
    [['--no-fail-fast=true'], 'option --no-fail-fast takes no value: say --fail-fast or --no-fail-fast.'],
    [['--fail-fast', 'false'], 'option --fail-fast takes no value: say --fail-fast or --no-fail-fast.'],
    [['--quiet', 'TRUE'], 'option --quiet takes no value.'],
    [['--timeout', '30', 'min'], 'option --timeout is two words: did you mean 30m?'],
    [['--timeout=1h', '30m'], 'option --timeout is two words: did you mean 1h30m?'],
    [['--wait-timeout', '5m'], 'unknown option --wait-timeout: did you mean --timeout?'],
    [['-auth', 'x'], 'unknown option -a.'],
    [['-has'], 'unknown option -….'],
    [[''], 'argument job_id is empty once: did the step before set its output?'],
    [['--job-id', 'x'], 'a job id is no option: pass it as a word of its own, as in wait job_id.'],
    [['--help=x'], 'option --help takes no value.'],
    [['--region', 'a', '--region', 'a'], 'option --region is given more than once.'],
    [['--fail-fast', '--no-fail-fast'], 'options --fail-fast and --no-fail-fast are given more than once.'],
  ])('%j', (words, problem) => {
    expect(problemsOf(...words).map((each) => each.toLowerCase())).toEqual([problem]);
  });

  it.each([
    [[], 'No command: the commands are wait and status.'],
    [['wiat', 'a'], 'Unknown command: did you mean wait?'],
    [['Status'], 'Unknown command: did you mean status?'],
    [[SECRET], 'Unknown command: the commands are wait and status.'],
  ])('the command of %j', (words, problem) => {
    expect(parseArguments(words).problems).toEqual([problem]);
  });

  it.each(OPTIONS.filter(({ waitOnly }) => waitOnly === true))('--$name of status', ({ name, value }) => {
    const { problems, values } = parseArguments(['status', 'a', `--${name}`, ...(value === undefined ? [] : ['1s'])]);
    expect(problems).toEqual([`Option --${name} is for wait alone: status asks once.`]);
    expect(values.size).toBe(0);
  });
});

describe('a secret on the command line', () => {
  const NAMES = ['token', 'secret-key', 'security-token', 'github-token', 'id-token', 'tokn', 'secret_key', 'Token'];

  it.each(NAMES.flatMap((name) => [[[`--${name}`, SECRET]], [[`--${name}=${SECRET}`]]]))('%j', (words) => {
    const given = parseArguments(['wait', ...words, 'a']);
    expect(given.problems).toEqual([expect.stringMatching(/^--\S+ is no option, .*(?:CLOUD_JOB_GATE_|FILE|leave it)/)]);
    expect(given.jobIds).toEqual(['a']);
    expect(JSON.stringify([...given.values, ...given.problems])).not.toContain(SECRET);
  });

  it.each([
    [[`--token${SECRET}`]],
    [[`-t${SECRET}`]],
    [['-t', SECRET]],
    [['-token', SECRET]],
    [['--what-is-this', SECRET]],
    [['--region', '--access-key', SECRET]],
    [[`--${SECRET}`]],
    [[`--${SECRET.toLowerCase()}`]],
  ])('that is glued or belongs to nothing: %j', (words) => {
    const given = parseArguments(['wait', 'a', ...words]);
    expect(given.problems).toHaveLength(1);
    expect(given.jobIds).toEqual(['a']);
    expect(given.problems.join().toLowerCase()).not.toContain(SECRET.toLowerCase().slice(0, 12));
  });

  it('is never shown, wherever among whatever words it stands', () => {
    const words = fc.oneof(
      fc.constantFrom('wait', 'status', '-', '--', '-h', ...OPTIONS.map(({ name }) => `--${name}`)),
      fc.string({ maxLength: 8 }),
      fc.string({ maxLength: 12 }).map((name) => `--${name}`),
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 6 }),
        fc.nat(6),
        fc.constantFrom('', '--', '--token='),
        (around, at, before) => {
          const given = parseArguments([...around.slice(0, at), `${before}${SECRET}`, ...around.slice(at)]);
          expect(given.problems.join('\n')).not.toContain(SECRET);
        },
      ),
    );
  });
});

describe('JSON', () => {
  it.each([
    [['wait', '--output', 'json'], true],
    [['--tokn', 'x', '--output=JSON'], true],
    [['--region', '--output', 'json'], true],
    [['wait', '--output', 'text'], false],
    [['wait', '--output'], false],
    [['wait', '--', '--output', 'json'], false],
    [['wait', 'json'], false],
  ])('of %j: %s', (words, expected) => {
    expect(asksForJson(words)).toBe(expected);
  });
});
