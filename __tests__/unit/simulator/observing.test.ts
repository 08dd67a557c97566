import { Agent, get, type IncomingMessage } from 'node:http';

import { describe, expect, it } from '@jest/globals';

import { startSimulator, TOKEN } from '../../../simulator/simulator.js';
import { request, IMAGE, imagePath, start } from './support.js';

describe('what a test sees', () => {
  it('every request, as it arrived', async () => {
    let now = 5000;
    const simulator = await start({ now: () => now });
    await request(simulator, `${imagePath(IMAGE)}?a=b`, { 'x-auth-token': TOKEN, 'x-other': 'Some Value' });
    now = 6000;
    await request(simulator, '/nowhere', {}, 'DELETE');
    expect(simulator.requests.map(({ method, path, at, requestId }) => ({ method, path, at, requestId }))).toEqual([
      { method: 'GET', path: `${imagePath(IMAGE)}?a=b`, at: 5000, requestId: '1'.padStart(32, '0') },
      { method: 'DELETE', path: '/nowhere', at: 6000, requestId: '2'.padStart(32, '0') },
    ]);
    expect(simulator.requests[0]?.headers).toMatchObject({ 'x-auth-token': TOKEN, 'x-other': 'Some Value' });
  });

  it('the next request, and the first so many', async () => {
    const simulator = await start();
    const next = simulator.nextRequest();
    const two = simulator.waitForRequests(2);
    await request(simulator, '/first');
    expect((await next).path).toBe('/first');
    await request(simulator, '/second');
    expect((await two).map(({ path }) => path)).toEqual(['/first', '/second']);
    expect(await simulator.waitForRequests(1)).toHaveLength(1);
  });

  it('an error instead of endless waiting once the simulator is closed', async () => {
    const simulator = await start();
    const waiting = simulator.waitForRequests(2);
    await request(simulator, '/first');
    await simulator.close();
    await expect(waiting).rejects.toThrow('the simulator was closed after 1 requests, before request 2');
    await expect(simulator.nextRequest()).rejects.toThrow('the simulator was closed after 1 requests');
  });

  it('its own answers in place of the simulator’s, in order and as often as it says', async () => {
    const simulator = await start();
    simulator.answerNext((_, response) => response.writeHead(503, { 'retry-after': '1' }).end('{}'), 2);
    simulator.answerNext((_, response) => response.writeHead(500).end('{"second":true}'));
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await request(simulator, imagePath(IMAGE)));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 500, 200]);
    expect(answers[2]?.body).toEqual({ second: true });
    expect(answers[0]?.headers.get('x-request-id')).toBe('1'.padStart(32, '0'));
    expect(simulator.requests).toHaveLength(4);
  });
});

describe('connections', () => {
  function read(response: IncomingMessage): Promise<void> {
    return new Promise((resolve) => response.resume().once('end', resolve));
  }

  function answered(url: string, agent: Agent): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => get(url, { agent }, resolve).once('error', reject));
  }

  it('are counted, and kept alive between requests', async () => {
    const simulator = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 3; count += 1) await read(await answered(`${simulator.endpoint}/x`, agent));
    expect(simulator.requests).toHaveLength(3);
    expect(simulator.connections).toBe(1);
    agent.destroy();
  });

  it('all end with close(), idle and busy ones, and the port is free', async () => {
    const simulator = await start();
    const agent = new Agent({ keepAlive: true });
    const response = await answered(`${simulator.endpoint}/x`, agent);
    const idle = new Promise((resolve) => response.socket.once('close', resolve));
    await read(response);
    simulator.answerNext(() => undefined);
    const busy = answered(`${simulator.endpoint}/hangs`, new Agent());
    busy.catch(() => undefined);
    await simulator.waitForRequests(2);
    await simulator.close();
    await expect(busy).rejects.toMatchObject({ code: 'ECONNRESET' });
    await idle;
    await simulator.close();
    const port = Number(new URL(simulator.endpoint).port);
    const again = await start({ port });
    expect(again.endpoint).toBe(simulator.endpoint);
    await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
