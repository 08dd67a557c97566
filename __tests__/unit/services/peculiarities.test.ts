import { describe, expect, it } from '@jest/globals';

import { type AdviceContext, adviceForStatus } from '../../../src/http/advice.js';
import { parseResponse } from '../../../src/http/response.js';

const CONTEXT: AdviceContext = {
  title: 'DDS',
  permission: '',
  host: 'h',
  setting: 'endpoint',
  hasParent: false,
  nameOf: (name) => name,
  authMethod: 'token',
};

describe('advice for a 403', () => {
  it('names the permission where one is known, and invents none', () => {
    const forbidden = (permission: string): string => adviceForStatus(403, { ...CONTEXT, permission });
    const rest = 'in the project, and check that project_id is the project that owns the job.';
    expect(forbidden('rds:task:list')).toBe(`Grant the user rds:task:list ${rest}`);
    expect(forbidden('')).toBe(`Grant the user the permission to query jobs of DDS ${rest}`);
  });
});

describe('an error', () => {
  it('of SFS Turbo is read, in its spelling of the members', () => {
    const bytes = Buffer.from('{"errCode":"SFS.TURBO.0001","errMsg":"wrong"}');
    const outcome = parseResponse(
      { kind: 'answer', status: 400, headers: {}, body: { kind: 'complete', bytes } },
      CONTEXT,
      0,
    );
    expect(outcome).toMatchObject({ kind: 'error', error: { code: 'SFS.TURBO.0001', message: 'wrong' } });
  });
});
