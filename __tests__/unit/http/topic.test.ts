/** Each error leads to the heading of `docs/troubleshooting.md` that explains it. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import type { AuthMethod, HelpTopic } from '../../../src/base/api-error.js';
import { topicOfNetworkError, topicOfStatus } from '../../../src/http/advice.js';
import { HELP_TOPICS, helpAnchor, helpHeadline } from '../../../src/report/help.js';
import { documentOf } from '../../repository/support/documents.js';
import { errorFrom, responseOf } from './responses.js';

const page = documentOf(readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8'));

describe('every topic', () => {
  it.each(HELP_TOPICS)('has a heading on the page: %s', (topic) => {
    expect(page.anchors).toContain(helpAnchor(topic));
  });

  it('of an error has a headline, and no two the same', () => {
    const ofEndings: readonly HelpTopic[] = ['usage', 'failed', 'timed-out', 'unknown-phase', 'cancelled'];
    const headlines = HELP_TOPICS.filter((topic) => !ofEndings.includes(topic)).map(helpHeadline);
    expect(headlines).not.toContain('');
    expect(new Set(headlines).size).toBe(headlines.length);
  });
});

describe('the topic of an error', () => {
  it.each<[number, string, AuthMethod, HelpTopic]>([
    [302, '', 'token', 'redirect'],
    [400, '', 'token', 'no-such-job'],
    [401, '', 'token', 'token'],
    [401, 'APIG.0301', 'access-key', 'access-key'],
    [401, 'APIG.0307', 'iam', 'exchange'],
    [403, '', 'sts', 'permission'],
    [404, 'CCE.01404001', 'token', 'no-such-job'],
    [404, 'APIG.0101', 'token', 'no-such-api'],
    [405, '', 'token', 'no-such-api'],
    [407, '', 'token', 'proxy-credentials'],
    [408, '', 'token', 'trouble'],
    [429, '', 'token', 'throttled'],
    [503, '', 'token', 'trouble'],
  ])('with HTTP %d %s and %s is %s', (status, code, authMethod, topic) => {
    expect(topicOfStatus(status, code, authMethod)).toBe(topic);
  });

  it.each<[string, HelpTopic]>([
    ['ENOTFOUND', 'network'],
    ['TIMEOUT', 'network'],
    ['', 'network'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['PROXY_CERT_HAS_EXPIRED', 'certificate'],
    ['PROXY_407', 'proxy-credentials'],
    ['PROXY_502', 'proxy'],
  ])('without an answer, %s, is %s', (code, topic) => {
    expect(topicOfNetworkError(code)).toBe(topic);
  });

  it('is there whatever came of a request', () => {
    const statuses = [200, 302, 400, 401, 403, 404, 418, 429, 500].map((status) => errorFrom(responseOf(status, '')));
    const silent = errorFrom({ kind: 'no-answer', code: 'ECONNRESET', message: 'x' });
    expect([...statuses, silent].map(({ topic }) => topic)).not.toContain(undefined);
  });
});
