/** What the services' own status words mean, by their documentation. */
import { describe, expect, it } from '@jest/globals';

import type { Phase } from '../../../src/services/job.js';
import { SERVICES } from '../../../src/services/table.js';
import { answerOf, cceJob, decode, flatJob } from './reading.js';

type Words = Readonly<Partial<Record<Phase, string>>>;

const FLAT: Words = { Initializing: 'INIT', Running: 'RUNNING', Success: 'SUCCESS', Failed: 'FAIL' };
const CCE: Words = { Initializing: 'Initializing', Running: 'Running', Success: 'Success', Failed: 'Failed' };
const DATABASE: Words = { Initializing: 'Pending', Running: 'Running', Success: 'Completed', Failed: 'Failed' };

/** Of those that have not just the four flat words. */
const OTHERS: Readonly<Record<string, Words>> = {
  cce: CCE,
  'cce-autopilot': CCE,
  'cce-upgrade': { Initializing: 'Init Queuing', Running: 'Running Pause', Success: 'Success', Failed: 'Failed' },
  swr: { Initializing: 'Creating Initializing', Running: 'Running', Success: 'Success', Failed: 'Failed' },
  ecs: { ...FLAT, Initializing: 'INIT PENDING_PAYMENT' },
  evs: { ...FLAT, Initializing: 'INIT WAITING_EXECUTE', Running: 'RUNNING LISTENING' },
  bms: { ...FLAT, Initializing: 'INIT PENDING_PAYMENT' },
  deh: { ...FLAT, Initializing: 'INIT PENDING_PAYMENT' },
  rds: DATABASE,
  dds: DATABASE,
  gaussdb: DATABASE,
  taurusdb: { ...DATABASE, Initializing: 'Pending Unauthorized', Failed: 'Failed Canceled' },
  geminidb: DATABASE,
  ddm: DATABASE,
  'sfs-turbo': { Initializing: 'waiting', Running: 'running', Success: 'success', Failed: 'failed' },
  elb: { ...FLAT, Success: 'SUCCESS COMPLETE', Failed: 'FAIL ROLLBACKING ROLLBACK_FAIL CANCEL' },
  dws: { ...FLAT, Initializing: 'INIT WAITING DELAY_SCHEDULED', Failed: 'FAIL STOP' },
  dms: { Initializing: 'CREATED', Running: 'EXECUTING', Success: 'SUCCESS', Failed: 'FAILED DELETED CANCELLED' },
};

const CASES = SERVICES.flatMap(({ name: service }) =>
  Object.entries(OTHERS[service] ?? FLAT).flatMap(([phase, list]) =>
    list.split(' ').map((word) => [service, word, phase] as const),
  ),
);

describe('a status word', () => {
  it.each(CASES)('of %s, %s, means %s', (service, word, phase) => {
    expect(decode(service, answerOf(service, word))).toMatchObject({ phase, status: word });
  });

  it('that a row has is one of these', () => {
    for (const { name, format } of SERVICES) {
      const words = Object.values(OTHERS[name] ?? FLAT).join(' ');
      expect([name, ...Object.keys(format.words)].sort()).toEqual([name, ...words.toLowerCase().split(' ')].sort());
    }
  });

  it.each(SERVICES)('of $name is Failed as fail and failed in any case, and Unknown as any other', ({ name }) => {
    for (const word of ['fail', 'FAIL', 'failed', 'FAILED', ' Failed ']) {
      expect(decode(name, answerOf(name, word)).phase).toBe('Failed');
    }
    for (const word of ['Succeeded', 'SuccessButNotQuite', 'failure', 'done', 'constructor', 'toString', '']) {
      expect(decode(name, answerOf(name, word)).phase).toBe('Unknown');
    }
  });

  it('Completed means success in the databases alone', () => {
    const succeeding = SERVICES.filter(({ name }) => decode(name, answerOf(name, 'Completed')).phase === 'Success');
    expect(succeeding.map(({ name }) => name)).toEqual(['rds', 'dds', 'gaussdb', 'taurusdb', 'geminidb', 'ddm']);
    expect(decode('rds', answerOf('rds', 'Success')).phase).toBe('Unknown');
  });

  it('is kept as the service wrote it, and none is told from an odd one', () => {
    const statusOf = (status: unknown): string | undefined => decode('cce', cceJob(status)).status;
    expect(statusOf({ phase: ' Upgrading ' })).toBe('Upgrading');
    expect(statusOf({ phase: 7 })).toBe('7');
    expect(statusOf({ phase: ['Success'] })).toBe('not a word');
    expect(statusOf({ phase: { phase: 'Success' } })).toBe('not a word');
    expect(statusOf(['Success'])).toBe('not a word');
    expect(statusOf('Failed')).toBe('Failed');
    for (const none of [{}, null, undefined, { phase: ' ' }, { phase: null }]) expect(statusOf(none)).toBeUndefined();
    expect(decode('ims', flatJob(true)).status).toBe('true');
  });
});

describe('two words for one status', () => {
  it.each([
    ['cce', cceJob({ phase: 'Success', status: 'Failed' }), 'its status says Success and Failed at once'],
    ['cce', cceJob({ phase: 'Failed', status: 'Running' }), 'its status says Failed and Running at once'],
    ['cce', cceJob({ phase: 'Success', status: 'Odd' }), 'its status says Success and Odd at once'],
    ['ims', flatJob('SUCCESS', {}, { phase: 'Failed' }), 'its status says SUCCESS and Failed at once'],
    ['cce', cceJob({ phase: 'Success' }, { subJobs: [cceJob({ phase: 'Success', status: 'fail' })] }), 'at once'],
    ['ims', flatJob('SUCCESS', { sub_jobs: [flatJob('FAIL', {}, { phase: 'Success' })] }), 'at once'],
  ])('of %s that differ make the answer unusable', (service, response, message) => {
    expect(() => decode(service, response)).toThrow(message);
  });

  it('that mean the same are one, and a blank one is none', () => {
    expect(decode('cce', cceJob({ phase: 'Running', status: 'running' }))).toMatchObject({
      phase: 'Running',
      status: 'Running',
    });
    expect(decode('cce', cceJob({ phase: ' ', status: 'Failed' })).phase).toBe('Failed');
    expect(decode('cce', cceJob({ phase: null, status: 'Success' })).phase).toBe('Success');
  });
});

describe('a word that says too little by itself', () => {
  it.each([
    ['ecs', 'PENDING_PAYMENT', 'PENDING_PAYMENT: the order has not been paid yet'],
    ['cce-upgrade', 'Pause', 'Pause: the upgrade is paused until somebody continues it'],
    ['taurusdb', 'Unauthorized', 'Unauthorized: the task waits for its authorisation'],
    ['taurusdb', 'Canceled', 'Canceled: the task was cancelled'],
    ['elb', 'ROLLBACKING', 'ROLLBACKING: the change is being rolled back'],
    ['elb', 'ROLLBACK_FAIL', 'ROLLBACK_FAIL: the change failed, and so did rolling it back'],
    ['elb', 'CANCEL', 'CANCEL: the job was cancelled'],
    ['dws', 'STOP', 'STOP: the job was stopped'],
    ['dms', 'DELETED', 'DELETED: the task was deleted'],
    ['dms', 'CANCELLED', 'CANCELLED: the task was cancelled'],
    ['elb', 'FAIL', ''],
    ['ecs', 'RUNNING', ''],
  ])('of %s, %s, is explained', (service, word, reason) => {
    expect(decode(service, answerOf(service, word)).reason).toBe(reason);
  });

  it("stands before the service's own reason where there is one", () => {
    const response = answerOf('elb', 'ROLLBACK_FAIL', { error_msg: 'no address is left' });
    expect(decode('elb', response).reason).toBe('ROLLBACK_FAIL: no address is left');
  });
});

describe('progress', () => {
  it.each([
    [0, 0],
    [0.2, 0.2],
    [1, 1],
    [60, 0.6],
    [100, 1],
    [101, undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    ['60', 0.6],
    ['0.00', 0],
    ['0.50', 0.005],
    ['1', 0.01],
    ['60%', 0.6],
    [' 7 % ', 0.07],
    ['99.25%', 0.9925],
    ['100%', 1],
    ['101%', undefined],
    ['60%x', undefined],
    ['x60', undefined],
    ['-1%', undefined],
    ['%', undefined],
    ['', undefined],
    [null, undefined],
    [true, undefined],
  ])('of %j is the fraction %j', (value, fraction) => {
    expect(decode('ims', flatJob('RUNNING', { process_percent: value })).progress).toBe(fraction);
  });
});
