import { createServer as createHttpsServer } from 'node:https';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { runUnder } from './run.js';
import { Authority } from './support/certificates.js';
import { connectProxy, tunnelTo } from './support/proxy.js';

const POLLS = 20;
const PATIENT = { timeout: '30s' };

describe('a wait of many polls', () => {
  it('uses one connection', async () => {
    let connections = Number.NaN;
    const { result, requests } = await runUnder({
      scene: ({ answer, simulator, success }) => {
        answer((_, response) => response.writeHead(200).end(success.replaceAll('"Success"', '"Running"')), POLLS - 1);
        answer((_, response) => {
          connections = simulator.connections;
          response.writeHead(200).end(success);
        });
        return { inputs: PATIENT };
      },
    });
    expect([result.exitCode, requests, connections]).toEqual([0, POLLS, 1]);
  });

  it('uses one tunnel of a proxy', async () => {
    const host = 'cce.eu-de.cloud.test';
    const tunnels: string[] = [];
    let polls = 0;
    const { result } = await runUnder({
      scene: async ({ folder, listen, success }) => {
        const authority = await Authority.create();
        const caFile = join(folder, 'ca.pem');
        await writeFile(caFile, authority.cert);
        const server = createHttpsServer(await authority.issue(host), (_, response) => {
          polls += 1;
          response.writeHead(200).end(polls < POLLS ? success.replaceAll('"Success"', '"Running"') : success);
        });
        const open = tunnelTo(await listen(server));
        const proxy = connectProxy((request, client) => {
          tunnels.push(request.url ?? '');
          open(request, client);
        });
        const env = { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, NODE_EXTRA_CA_CERTS: caFile };
        return { endpoint: `https://${host}`, env, inputs: PATIENT };
      },
    });
    expect([result.exitCode, polls, tunnels]).toEqual([0, POLLS, [`${host}:443`]]);
  });
});
