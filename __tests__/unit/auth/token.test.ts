import { describe, expect, it } from '@jest/globals';

import { tokenCredentials } from '../../../src/auth/token.js';
import { naming } from '../../support/naming.js';
import { apiError } from '../support/jobs.js';
import { authorizedBy, TestDependencies, unauthorized } from './authorized.js';

describe('a token that the user passed', () => {
  it('is sent as it is', async () => {
    expect((await authorizedBy(tokenCredentials('t', new TestDependencies()))).headers).toEqual({
      'x-auth-token': 't',
    });
  });

  it('has expired where it was accepted before: the advice says after how long', async () => {
    const dependencies = new TestDependencies();
    const credentials = tokenCredentials('t', dependencies);
    (await authorizedBy(credentials)).accepted();
    dependencies.monotonic = 41 * 60_000 + 500;
    const { error, again } = (await authorizedBy(credentials)).refused(unauthorized('APIG.0307'), undefined);
    expect(again).toBe(false);
    expect(error).toEqual({
      ...unauthorized('APIG.0307'),
      advice: naming('token', '41m', 'identity_provider'),
    });
  });

  it('is simply wrong where it was never accepted, and has nothing to do with other errors', async () => {
    const credentials = tokenCredentials('t', new TestDependencies());
    const wrong = unauthorized();
    expect((await authorizedBy(credentials)).refused(wrong, undefined)).toEqual({ error: wrong, again: false });
    (await authorizedBy(credentials)).accepted();
    const forbidden = apiError('fatal', { status: 403 });
    expect((await authorizedBy(credentials)).refused(forbidden, undefined)).toEqual({ error: forbidden, again: false });
  });
});
