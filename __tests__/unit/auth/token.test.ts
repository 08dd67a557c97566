import { describe, expect, it } from '@jest/globals';

import { tokenCredentials } from '../../../src/auth/token.js';
import { naming } from '../../support/naming.js';
import { faultOf } from '../support/jobs.js';
import { passOf, TestPorts, unauthorized } from './passes.js';

describe('a token that the user passed', () => {
  it('is sent as it is', async () => {
    expect((await passOf(tokenCredentials('t', new TestPorts()))).headers).toEqual({ 'x-auth-token': 't' });
  });

  it('has expired where it was accepted before: the advice says after how long', async () => {
    const ports = new TestPorts();
    const credentials = tokenCredentials('t', ports);
    (await passOf(credentials)).accepted();
    ports.monotonic = 41 * 60_000 + 500;
    const { fault, again } = (await passOf(credentials)).refused(unauthorized('APIG.0307'), undefined);
    expect(again).toBe(false);
    expect(fault).toEqual({
      ...unauthorized('APIG.0307'),
      advice: naming('token', '41m', 'identity_provider'),
    });
  });

  it('is simply wrong where it was never accepted, and has nothing to do with other faults', async () => {
    const credentials = tokenCredentials('t', new TestPorts());
    const wrong = unauthorized();
    expect((await passOf(credentials)).refused(wrong, undefined)).toEqual({ fault: wrong, again: false });
    (await passOf(credentials)).accepted();
    const forbidden = faultOf('fatal', { status: 403 });
    expect((await passOf(credentials)).refused(forbidden, undefined)).toEqual({ fault: forbidden, again: false });
  });
});
