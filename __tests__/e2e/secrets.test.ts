import { createServer } from 'node:http';

import { describe, expect, it } from '@jest/globals';

import type { RawHandler } from '../../simulator/simulator.js';
import { ENCODINGS } from '../support/encodings.js';
import { naming } from '../support/naming.js';
import { jobDocument, json, parentDocument, subJobDocument } from './support/answers.js';
import { RUN_TOKEN } from './support/credentials.js';
import { runGate, type Gate, type GateOptions } from './support/gate.js';
import { leftBehind } from './support/leaks.js';
import { commandsIn } from './support/log.js';

/** With every character that encodings treat differently, and without a part that a text may have by chance. */
const TOKEN = 'MIIFvwYJKo+Zq/hvc~NAQ?cCoIIF>sDC%CBaw<CAQ&Ex"DTA\'LB==glg|hkgB';

/** How much of a token is too much. */
const PART = 8;

/** The same where a service has written only a part of it, or in another way: as the contract has it. */
const TELLING = 24;

/** With debug lines, which quote whole answers. */
const DEBUG = { RUNNER_DEBUG: '1' };

/** The token as others write it: in a URL, in a form, in Base64, with or without its padding. */
const FORMS: readonly string[] = [
  TOKEN,
  encodeURIComponent(TOKEN),
  Buffer.from(TOKEN).toString('base64'),
  Buffer.from(TOKEN).toString('base64url'),
];

/** The parts of a text that are found in another. */
function partsOf(text: string, inside: string): string[] {
  const parts = Array.from({ length: text.length - PART + 1 }, (_, at) => text.slice(at, at + PART));
  return parts.filter((part) => inside.includes(part) || inside.includes(JSON.stringify(part).slice(1, -1)));
}

/** So many pieces of a token in a row, as they are found in another text; in debug lines they are escaped once more. */
function seenOf(pieces: readonly string[], inside: string): string[] {
  const parts = pieces.map((_, at) => pieces.slice(at, at + TELLING)).filter(({ length }) => length === TELLING);
  return parts
    .map((part) => part.join(''))
    .filter((part) => inside.includes(part) || inside.includes(JSON.stringify(part).slice(1, -1)));
}

async function runWithToken(options: GateOptions, token = TOKEN): Promise<Gate> {
  const gate = await runGate({ token, ...options });
  const seen = leftBehind(gate);
  for (const form of token === TOKEN ? FORMS : [token]) expect(partsOf(form, seen)).toEqual([]);
  const masks = commandsIn(gate.stdout).filter((command) => command.startsWith('::add-mask::'));
  const escaped = token.replaceAll('%', '%25');
  expect(masks).toEqual([`::add-mask::${escaped}`, `::add-mask::${RUN_TOKEN}`]);
  expect(gate.stdout.startsWith(`::add-mask::${escaped}\n`)).toBe(true);
  return gate;
}

const answering =
  (answer: RawHandler): NonNullable<GateOptions['prepare']> =>
  (fixture) => {
    fixture.answer(answer);
    return undefined;
  };

describe('the token is sent, and seen nowhere', () => {
  it.concurrent.each(['create-cluster', 'install-master-fails', 'copy-image-fails'])('in %s', async (name) => {
    const gate = await runWithToken({ scenarios: [name] });
    expect([0, 1]).toContain(gate.exitCode);
    expect(gate.simulator.requests[0]?.headers['x-auth-token']).toBe(TOKEN);
  });

  it.concurrent('where it is wrong', async () => {
    const gate = await runWithToken({ prepare: answering(json({ error_msg: 'no' }, 401)) });
    expect(gate.exitCode).toBe(4);
  });

  it.concurrent.each(FORMS.map((form, index): [number, string] => [index, form]))(
    'where every text of a job quotes it (form %d)',
    async (_, form) => {
      const text = `before ${form} after`;
      const gate = await runWithToken({
        prepare: answering(
          json({
            ...jobDocument('Running'),
            spec: {
              type: text,
              clusterUID: form,
              resourceID: text,
              resourceName: form,
              subJobs: [
                subJobDocument(form, 'Failed', `${text}; ${form}${form}`),
                subJobDocument(text, form),
                { metadata: { uid: form }, spec: { type: `x${form}x` }, status: { phase: 'Failed', message: form } },
              ],
            },
          }),
        ),
      });
      expect(gate.exitCode).toBe(1);
      expect(gate.outputs['resource_name']).toBe('***');
      expect(gate.outputs['reason']).toContain('before *** after; ******');
    },
  );

  it.concurrent('where it is written in every way there is, whole and cut', async () => {
    const texts = Object.entries(ENCODINGS).flatMap(([name, encode]) => {
      const pieces = encode(TOKEN);
      const parts = [pieces, pieces.slice(0, TELLING), pieces.slice(-TELLING), pieces.slice(5, 5 + TELLING)];
      return parts.map((part) => `${name}: ${part.join('')}`);
    });
    const subJobs = texts.map((text) => ({
      metadata: { uid: text },
      spec: { type: text, resourceID: text, resourceName: text },
      status: { phase: 'Failed', reason: text, message: text },
    }));
    const document = { ...jobDocument('Running'), spec: { type: 'CreateCluster', subJobs } };
    const gate = await runGate({ token: TOKEN, env: DEBUG, prepare: answering(json(document)) });
    expect(gate.exitCode).toBe(1);
    const seen = [leftBehind(gate), ...Object.values(gate.outputs), gate.summary].join('\n');
    for (const encode of Object.values(ENCODINGS)) expect(seenOf(encode(TOKEN), seen)).toEqual([]);
  });

  it.concurrent('where a request ID, a code and a redirect end in the middle of it', async () => {
    const begun = TOKEN.slice(0, 40);
    for (const answer of [
      json({ error_code: begun, error_msg: begun }, 400, { 'x-request-id': begun }),
      json({}, 302, { location: `https://${encodeURIComponent(begun)}.example.com/` }),
    ]) {
      const gate = await runGate({ token: TOKEN, env: DEBUG, prepare: answering(answer) });
      expect(gate.exitCode).toBe(4);
      expect(seenOf(Array.from(TOKEN), leftBehind(gate))).toEqual([]);
    }
  });

  it.concurrent.each([400, 401, 403, 404, 500])('where an error quotes it (HTTP %d)', async (status) => {
    const gate = await runWithToken({
      inputs: { timeout: '1500ms' },
      prepare: answering(
        json({ error_code: `E.${FORMS.join('.')}`, error_msg: `token ${FORMS.join(' or ')} is bad` }, status, {
          'x-request-id': `id-${TOKEN}`,
        }),
      ),
    });
    expect([3, 4]).toContain(gate.exitCode);
    expect(gate.outputs['reason']).toEqual(naming('token *** or *** or *** or *** is bad', 'id-***'));
  });

  it.concurrent('where a redirect carries it', async () => {
    const location = `https://elsewhere.example.com/${encodeURIComponent(TOKEN)}?t=${encodeURIComponent(TOKEN)}`;
    const gate = await runWithToken({ prepare: answering(json({}, 302, { location })) });
    expect(gate.exitCode).toBe(4);
  });

  it.concurrent('where the cut of a long text goes through it', async () => {
    const subJobs = Array.from({ length: TOKEN.length }, (_, at) =>
      subJobDocument(`Step${at}`, 'Failed', `${'-'.repeat(500 - at)}${TOKEN}`),
    );
    const torn = subJobs.map((_, at) =>
      subJobDocument(`Torn${at}`, 'Failed', `${'-'.repeat(500 - at)}${TOKEN.replace(/./g, '$&\u200b')}`),
    );
    const gate = await runWithToken({ prepare: answering(json(parentDocument('Failed', [...subJobs, ...torn]))) });
    expect(gate.exitCode).toBe(1);
  });

  it.concurrent('where invisible characters stand in it', async () => {
    const torn = TOKEN.replace(/./g, '$&\u200b');
    const coloured = `${TOKEN.slice(0, 20)}\u001b[31m${TOKEN.slice(20)}`;
    const gate = await runWithToken({
      prepare: answering(json(parentDocument('Failed', [subJobDocument('Step', 'Failed', `${torn} ${coloured}`)]))),
    });
    expect(gate.outputs['reason']).toEqual(naming('Step', '*** ***'));
  });

  it.concurrent('where it has 16,384 characters', async () => {
    const token = 'aB3+/x9-'.repeat(2048);
    const arrived: unknown[] = [];
    const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
      arrived.push(request.headers['x-auth-token']);
      json(jobDocument('Success'))(request, response);
    });
    const gate = await runGate({
      inputs: { token },
      prepare: async ({ listen }) => ({ endpoint: `http://127.0.0.1:${await listen(server)}` }),
    });
    expect(gate.exitCode).toBe(0);
    expect(arrived).toEqual([token]);
    expect(leftBehind(gate)).not.toContain('aB3+/x9-');
  });
});

describe('a token that a user puts into another input, too, is seen nowhere', () => {
  /** One that is an ID as well. */
  const PLAIN = 'gAAAAABkq-fWq9RzB7_UuXkPm3vTnYh2Lc5s';

  it.concurrent.each([
    ['project_id', PLAIN],
    ['job_id', PLAIN],
    ['job_id', `${PLAIN}\n${PLAIN}`],
    ['project_id', TOKEN],
    ['job_id', TOKEN],
    ['service', TOKEN],
    ['endpoint', TOKEN],
    ['endpoint', `https://user:${PLAIN}@example.com`],
    ['endpoint', `https://${PLAIN}@example.com`],
    ['endpoint', `https://example.com/?x-auth-token=${encodeURIComponent(TOKEN)}`],
    ['endpoint', `https://example.com/#${PLAIN}`],
    ['endpoint', `http://example.com/${PLAIN}`],
    ['timeout', TOKEN],
    ['poll_interval', TOKEN],
    ['request_timeout', TOKEN],
    ['outage_tolerance', TOKEN],
    ['fail_fast', TOKEN],
    ['summary', TOKEN],
  ])('%s', async (name, value) => {
    const token = value.includes(PLAIN) ? PLAIN : TOKEN;
    const gate = await runWithToken({ inputs: { outage_tolerance: '400ms', timeout: '500ms', [name]: value } }, token);
    expect([2, 4]).toContain(gate.exitCode);
  });

  it.concurrent('the base path of the endpoint', async () => {
    const gate = await runWithToken({ basePath: `/${PLAIN}`, prepare: answering(json(jobDocument('Success'))) }, PLAIN);
    expect(gate.exitCode).toBe(0);
    expect(gate.summary).toMatch(/127\.0\.0\.1:\d+\/\*\*\*`/);
  });
});

describe('a token that cannot be one', () => {
  it.concurrent.each([
    ['two words', 'first-half second-half'],
    ['two lines', 'first-half\nsecond-half'],
    ['a character that no header takes', 'first-half€second-half'],
    ['16,385 characters', 'first-half'.padEnd(16_385, 'x')],
  ])('is refused without being shown: %s', async (_, token) => {
    const gate = await runGate({ inputs: { token } });
    expect(gate.exitCode).toBe(2);
    expect(gate.outputs['reason']).toContain('token');
    expect(leftBehind(gate)).not.toMatch(/first-half|second-half/);
    expect(gate.simulator.connections).toBe(0);
  });
});
