import { createServer as createHttpsServer } from 'node:https';

import { describe, expect, it } from '@jest/globals';

import { jobDocument, json } from '../e2e/support/answers.js';
import { Authority, trusting } from '../e2e/support/certificates.js';
import { runGate } from '../e2e/support/gate.js';
import { connectProxy, tunnelTo } from '../e2e/support/proxies.js';

const POLLS = 20;

describe('a wait of many polls', () => {
  it('uses one connection', async () => {
    let connections = Number.NaN;
    const { exitCode, simulator } = await runGate({
      prepare: (fixture) => {
        fixture.answer(json(jobDocument('Running')), POLLS - 1);
        fixture.answer((request, response) => {
          connections = fixture.simulator.connections;
          json(jobDocument('Success'))(request, response);
        });
        return undefined;
      },
    });
    expect([exitCode, simulator.requests.length, connections]).toEqual([0, POLLS, 1]);
  });

  it('uses one tunnel of a proxy', async () => {
    const host = 'cce.eu-de.cloud.test';
    const tunnels: string[] = [];
    let polls = 0;
    const { exitCode } = await runGate({
      prepare: async ({ folder, listen }) => {
        const authority = await Authority.create();
        const server = createHttpsServer(await authority.issue(host), (request, response) => {
          polls += 1;
          json(jobDocument(polls < POLLS ? 'Running' : 'Success'))(request, response);
        });
        const open = tunnelTo(await listen(server));
        const proxy = connectProxy((request, client) => {
          tunnels.push(request.url ?? '');
          open(request, client);
        });
        const env = { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, ...trusting(authority, folder) };
        return { endpoint: `https://${host}`, env };
      },
    });
    expect([exitCode, polls, tunnels]).toEqual([0, POLLS, [`${host}:443`]]);
  });
});
