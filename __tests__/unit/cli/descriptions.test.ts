/** The help of the command line and the descriptions in `action.yml` have one source. */
import { describe, expect, it } from '@jest/globals';

import { manifestEntries } from '../../../scripts/docs/action.js';
import { SETTING_DEFAULTS, type SettingName } from '../../../src/base/settings.js';
import { descriptionOf } from '../../../src/config/descriptions.js';
import { helpText } from '../../../src/hosts/cli/help.js';
import { OPTIONS, SECRETS, variableOf } from '../../../src/hosts/cli/options.js';

const NAMES = Object.keys(SETTING_DEFAULTS).filter((name): name is SettingName => name in SETTING_DEFAULTS);
const inputs = new Map(manifestEntries('inputs'));

describe('action.yml', () => {
  it('has the settings as its inputs', () => {
    expect([...inputs.keys()].sort()).toEqual([...NAMES].sort());
  });

  it.each(NAMES)('describes %s as the code does', (name) => {
    const described = String(inputs.get(name)?.['description']).trim();
    expect(described).toBe(descriptionOf(name, 'action', (other) => `\`${other}\``));
  });
});

describe('the help', () => {
  const words = helpText(undefined);

  it.each(OPTIONS.map(({ name, sets }) => [name, variableOf(sets)]))('has --%s and %s', (name, variable) => {
    expect(words).toMatch(new RegExp(`^  --${name}(?: [A-Z]+)?$`, 'm'));
    expect(words).toContain(variable);
  });

  it.each(SECRETS)('has no option for %s, but its variable', (name) => {
    expect(words).toMatch(new RegExp(`^  ${variableOf(name)}$`, 'm'));
    expect(words).not.toContain(`--${name.replace('_', '-')} `);
  });

  it('speaks of options and variables, never of inputs, and fits into 100 columns', () => {
    expect(words).not.toMatch(/(?<!standard )\binputs?\b|`|workflow/);
    expect(words.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('of status leaves out what is for wait alone', () => {
    expect(helpText('status')).not.toMatch(/--poll-interval|fail-fast|CLOUD_JOB_GATE_TIMEOUT/);
    expect(helpText('status')).toContain('Default: 30s.');
    expect(helpText('wait')).toContain('Default: 30m.');
  });
});
