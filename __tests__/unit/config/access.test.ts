import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SETTING_DEFAULTS, type SettingName } from '../../../src/base/settings.js';
import { type Access, type ConfigResult, parseConfig } from '../../../src/config/config.js';
import { type Environment, type Inputs, settingsOf } from '../support/settings.js';
import { idTokenProblems } from '../../../src/hosts/github/id-token.js';
import { naming } from '../../support/naming.js';

const WHERE: Inputs = { job_id: 'j', project_id: 'p', endpoint: 'https://cce.example.com' };
const OIDC: Environment = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example.com/token?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};

const parse = (inputs: Inputs, environment: Environment = {}): ConfigResult =>
  parseConfig(
    settingsOf(
      inputs,
      environment,
      idTokenProblems((name) => environment[name] ?? ''),
    ),
    (text) => text,
  );

const accessOf = (inputs: Inputs, environment?: Environment): Access => {
  const result = parse(inputs, environment);
  if (result.kind === 'problems') throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.config.access;
};

const problemsOf = (inputs: Inputs, environment?: Environment): readonly string[] => {
  const result = parse(inputs, environment);
  return result.kind === 'problems' ? result.problems.map(({ message }) => message) : [];
};

describe('the authentication method', () => {
  it('is a token', () => {
    expect(accessOf({ ...WHERE, token: 't' }).credentials).toEqual({ kind: 'token', token: 't' });
  });

  it('is an access key, with a security token if it is temporary', () => {
    expect(accessOf({ ...WHERE, access_key: 'A', secret_key: 'S' }).credentials).toEqual({
      kind: 'access-key',
      key: { id: 'A', secret: 'S', securityToken: '' },
    });
    const temporary = accessOf({ ...WHERE, access_key: 'A', secret_key: 'S', security_token: 'T' });
    expect(temporary.credentials).toMatchObject({ key: { securityToken: 'T' } });
    expect(temporary.sources).toContainEqual(naming('access_key', 'secret_key', 'security_token'));
  });

  it('is an identity provider of IAM, whose host goes by region', () => {
    const inputs = { job_id: 'j', project_id: 'p', region: 'eu-ch2', identity_provider: 'github', audience: 'gate' };
    expect(accessOf(inputs, OIDC)).toEqual({
      projectId: 'p',
      endpoint: new URL('https://cce.eu-ch2.sc.otc.t-systems.com'),
      parentId: '',
      credentials: {
        kind: 'iam',
        identityProvider: 'github',
        endpoint: new URL('https://iam-pub.eu-ch2.sc.otc.t-systems.com'),
        audience: 'gate',
      },
      sources: [naming('project_id'), naming('endpoint', 'region'), naming('credentials', 'identity_provider')],
    });
  });

  it('is an OIDC provider and an agency of STS', () => {
    const inputs = {
      job_id: 'j',
      project_id: 'p',
      region: 'ap-southeast-1',
      provider_urn: 'iam::1:oidcProvider:github',
      agency_urn: 'iam::1:agency:gate',
    };
    expect(accessOf(inputs, OIDC).credentials).toMatchObject({
      kind: 'sts',
      endpoint: new URL('https://sts.ap-southeast-1.myhuaweicloud.com'),
      providerUrn: 'iam::1:oidcProvider:github',
      agencyUrn: 'iam::1:agency:gate',
      audience: '',
    });
  });

  it('exchanges where iam_endpoint and sts_endpoint say, whatever the region', () => {
    const iam = { identity_provider: 'github', iam_endpoint: 'https://iam.example.com' };
    expect(accessOf({ ...WHERE, ...iam }, OIDC).credentials).toMatchObject({
      endpoint: new URL('https://iam.example.com'),
    });
    const sts = { provider_urn: 'x', agency_urn: 'y', sts_endpoint: 'http://127.0.0.1:1' };
    expect(accessOf({ ...WHERE, ...sts }, OIDC).credentials).toMatchObject({ endpoint: new URL('http://127.0.0.1:1') });
  });

  it.each<[string, Inputs, string[][]]>([
    ['none', {}, [['token', 'access_key', 'secret_key', 'identity_provider', 'provider_urn', 'agency_urn']]],
    [
      'two complete ones',
      { token: 't', access_key: 'A', secret_key: 'S' },
      [['token, access_key, secret_key', 'identity_provider']],
    ],
    ['a complete one and a part of another', { token: 't', secret_key: 'S' }, [['token, secret_key']]],
    ['a token and what belongs to OIDC', { token: 't', audience: 'gate' }, [['token, audience']]],
    ['both keyless ones', { identity_provider: 'g', agency_urn: 'a' }, [['identity_provider, agency_urn']]],
    ['an audience alone', { audience: 'gate' }, [['audience', 'token']]],
    ['half a key', { access_key: 'A' }, [['secret_key', 'access_key']]],
    [
      'a security token alone',
      { security_token: 'T' },
      [
        ['access_key', 'security_token'],
        ['secret_key', 'security_token'],
      ],
    ],
    [
      'a provider without an agency',
      { provider_urn: 'u', sts_endpoint: 'https://sts.example.com' },
      [['agency_urn', 'provider_urn']],
    ],
  ])('is exactly one, not %s', (_, inputs, problems) => {
    expect(problemsOf({ ...WHERE, ...inputs }, OIDC)).toEqual(problems.map((names) => naming(...names)));
  });

  it('needs a permission where it is keyless, which is named where it is missing', () => {
    const inputs = { ...WHERE, region: 'eu-de', identity_provider: 'g' };
    expect(problemsOf(inputs)).toEqual([naming('id-token: write')]);
    expect(problemsOf(inputs, { ...OIDC, ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' })).toEqual([naming('id-token: write')]);
    expect(problemsOf(inputs, { ...OIDC, ACTIONS_ID_TOKEN_REQUEST_URL: 'nowhere' })).toHaveLength(1);
  });

  it('is not STS outside Huawei Cloud', () => {
    const sts = { provider_urn: 'u', agency_urn: 'a' };
    for (const where of [{ region: 'eu-de' }, { region: 'eu-de', ...WHERE, sts_endpoint: 'https://sts.example.com' }]) {
      expect(problemsOf({ job_id: 'j', project_id: 'p', ...where, ...sts }, OIDC)).toEqual([
        naming('provider_urn', 'Huawei Cloud', 'eu-de', 'Open Telekom Cloud', 'identity_provider'),
      ]);
    }
    // A region that the environment speaks of, and that nothing depends on, is not in the way.
    const inputs = { ...WHERE, ...sts, sts_endpoint: 'https://sts.example.com' };
    expect(problemsOf(inputs, { ...OIDC, OS_REGION_NAME: 'eu-de' })).toEqual([]);
  });

  it.each(['secret_key', 'security_token', 'access_key', 'token'] as const)('never shows a wrong %s', (name) => {
    const rest = name === 'token' ? {} : { access_key: 'A', secret_key: 'S' };
    for (const value of ['hunter 2', 'hunter\n2', 'hunter€2', `hunter2${'x'.repeat(16_384)}`]) {
      const problems = problemsOf({ ...WHERE, ...rest, [name]: value });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(name);
      expect(problems[0]).not.toContain('hunter');
    }
  });

  it('never shows a secret, whatever is wrong with the inputs', () => {
    const value = fc.oneof(fc.constant(''), fc.string({ unit: 'binary' }), fc.constantFrom('x', 'ä', 'a b'));
    const secrets = ['token', 'secret_key', 'security_token'] as const;
    const names = Object.keys(SETTING_DEFAULTS).filter((name): name is SettingName => name !== '');
    fc.assert(
      fc.property(
        fc.array(value, { minLength: names.length, maxLength: names.length }),
        fc.boolean(),
        (values, all) => {
          const inputs: Inputs = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
          for (const name of secrets) if (all || inputs[name] !== '') inputs[name] = `hunter2${inputs[name] ?? ''}`;
          expect(problemsOf(inputs, OIDC).join('\n')).not.toContain('hunter2');
        },
      ),
    );
  });
});

describe('the endpoint', () => {
  const rest = { job_id: 'j', project_id: 'p', token: 't' };

  it('goes by region and service', () => {
    const access = accessOf({ ...rest, region: 'eu-nl', service: 'ims' });
    expect(access.endpoint.href).toBe('https://ims.eu-nl.otc.t-systems.com/');
  });

  it('is the one that is given, whatever the region', () => {
    for (const region of ['ap-southeast-1', 'mars-north-1']) {
      const access = accessOf({ ...rest, region, endpoint: 'https://ims.example.com' });
      expect(access.endpoint.href).toBe('https://ims.example.com/');
    }
  });

  it('cannot be found for an unknown region, which is said once', () => {
    const inputs = { job_id: 'j', project_id: 'p', region: 'mars-north-1', identity_provider: 'g' };
    expect(problemsOf(inputs, OIDC)).toEqual([
      naming('region', 'mars-north-1', 'eu-de', 'eu-west-0', 'ap-southeast-1', 'endpoint'),
    ]);
  });

  it('needs one of the two', () => {
    expect(problemsOf(rest)).toEqual([naming('endpoint', 'region', 'eu-de', 'https://cce.eu-de.otc.t-systems.com')]);
    expect(problemsOf({ ...WHERE, identity_provider: 'g' }, OIDC)).toEqual([
      naming('iam_endpoint', 'region', 'eu-de', 'https://iam.eu-de.otc.t-systems.com'),
    ]);
  });

  it('of STS is proposed where there is one', () => {
    expect(problemsOf({ ...WHERE, provider_urn: 'u', agency_urn: 'a' }, OIDC)).toEqual([
      naming('sts_endpoint', 'region', 'ap-southeast-1', 'https://sts.ap-southeast-1.myhuaweicloud.com'),
    ]);
  });

  it.each(['iam_endpoint', 'sts_endpoint'] as const)('of an exchange, %s, follows the same rules', (name) => {
    const keyless = name === 'iam_endpoint' ? { identity_provider: 'g' } : { provider_urn: 'u', agency_urn: 'a' };
    for (const url of ['http://iam.example.com', 'https://u:hunter2@iam.example.com', 'https://iam.example.com/?x']) {
      const problems = problemsOf({ ...WHERE, ...keyless, [name]: url }, OIDC);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(name);
      expect(problems[0]).not.toContain('hunter2');
    }
  });
});

describe('the environment', () => {
  const HUAWEI = {
    HUAWEI_CLOUD_ACCESS_KEY_ID: 'A1',
    HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'S1',
    HUAWEI_CLOUD_REGION: 'cn-north-4',
    HUAWEI_CLOUD_PROJECT_ID: 'p1',
  };
  const SDK = {
    HUAWEICLOUD_SDK_AK: 'A2',
    HUAWEICLOUD_SDK_SK: 'S2',
    HUAWEICLOUD_SDK_SECURITY_TOKEN: 'T2',
    HUAWEICLOUD_SDK_PROJECT_ID: 'p2',
  };
  const OS = {
    OS_ACCESS_KEY: 'A3',
    OS_SECRET_KEY: 'S3',
    OS_SECURITY_TOKEN: 'T3',
    OS_REGION_NAME: 'eu-de',
    OS_PROJECT_ID: 'p3',
  };

  it('gives all that the inputs do not, and says from where', () => {
    expect(accessOf({ job_id: 'j' }, HUAWEI)).toEqual({
      projectId: 'p1',
      endpoint: new URL('https://cce.cn-north-4.myhuaweicloud.com'),
      parentId: '',
      credentials: { kind: 'access-key', key: { id: 'A1', secret: 'S1', securityToken: '' } },
      sources: [
        naming('project', 'HUAWEI_CLOUD_PROJECT_ID'),
        naming('endpoint', 'HUAWEI_CLOUD_REGION'),
        naming('credentials', 'HUAWEI_CLOUD_ACCESS_KEY_ID', 'HUAWEI_CLOUD_SECRET_ACCESS_KEY'),
      ],
    });
    expect(accessOf({ job_id: 'j' }, OS)).toMatchObject({
      projectId: 'p3',
      parentId: '',
      credentials: { key: { id: 'A3', secret: 'S3', securityToken: 'T3' } },
    });
  });

  it('is asked family by family: auth-action, the SDKs, OpenStack', () => {
    const keyOf = (environment: Environment): unknown => accessOf({ ...WHERE }, environment).credentials;
    expect(keyOf({ ...OS, ...SDK, ...HUAWEI })).toMatchObject({ key: { id: 'A1', securityToken: '' } });
    expect(keyOf({ ...OS, ...SDK })).toMatchObject({ key: { id: 'A2', securityToken: 'T2' } });
    expect(keyOf({ ...OS })).toMatchObject({ key: { id: 'A3', securityToken: 'T3' } });
    expect(keyOf({ ...OS, OS_TOKEN: 't3' })).toEqual({ kind: 'token', token: 't3' });
    expect(keyOf({ ...OS, OS_TOKEN: 't3', OS_AUTH_TOKEN: 't4' })).toEqual({ kind: 'token', token: 't4' });
    expect(keyOf({ ...SDK, OS_TOKEN: 't3' })).toMatchObject({ key: { id: 'A2' } });
  });

  it('is passed over where a family is not complete', () => {
    const half = { ...HUAWEI, HUAWEI_CLOUD_SECRET_ACCESS_KEY: '' };
    expect(accessOf({ ...WHERE }, { ...half, ...OS }).credentials).toMatchObject({ key: { id: 'A3' } });
    expect(problemsOf({ ...WHERE }, half)).toEqual([naming('HUAWEI_CLOUD_ACCESS_KEY_ID')]);
  });

  it('is read only where no input says it, and never adds a second authentication method', () => {
    const access = accessOf({ ...WHERE, token: 't' }, { ...HUAWEI, ...OS });
    expect(access).toMatchObject({ projectId: 'p', credentials: { kind: 'token', token: 't' } });
    expect(access.endpoint.host).toBe('cce.example.com');
    expect(problemsOf({ ...WHERE, access_key: 'A' }, OS)).toEqual([naming('secret_key', 'access_key')]);
    expect(accessOf({ ...WHERE, region: 'eu-nl', endpoint: '', token: 't' }, HUAWEI).endpoint.host).toBe(
      'cce.eu-nl.otc.t-systems.com',
    );
  });

  it('is checked like inputs, and named where it is wrong', () => {
    const environment = { ...HUAWEI, HUAWEI_CLOUD_PROJECT_ID: '../x', HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'hunter 2' };
    expect(problemsOf({ job_id: 'j' }, { ...environment, HUAWEI_CLOUD_REGION: 'mars' })).toEqual([
      naming('HUAWEI_CLOUD_PROJECT_ID', '../x'),
      naming('HUAWEI_CLOUD_REGION', 'mars', 'eu-de'),
      naming('HUAWEI_CLOUD_SECRET_ACCESS_KEY'),
    ]);
  });

  it('never has its values shown', () => {
    for (const environment of [HUAWEI, SDK, { ...OS, OS_TOKEN: 'hunter2' }]) {
      const shown = accessOf({ ...WHERE, project_id: '' }, { ...environment }).sources.join('\n');
      for (const value of Object.values(environment)) expect(shown).not.toMatch(new RegExp(`\\b${value}\\b`));
    }
  });
});
