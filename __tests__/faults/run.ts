import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cce } from '../../simulator/job-apis/cce.js';
import { startAction, type ActionResult } from '../../simulator/runner.js';
import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { startSimulator } from '../../simulator/simulator.js';
import { stateAt } from '../../simulator/timeline.js';
import { INPUTS, type Fault, type Stage } from './fault.js';

/** How a run under a fault ended. */
export interface FaultRun {
  readonly result: ActionResult;
  /** How many requests reached the simulator. */
  readonly requests: number;
  /** How many connections reached the trap. */
  readonly trapped: number;
  /** The `timeout` of the run. */
  readonly timeout: string;
  /** How long the gate took by its own clock, from before its first line ran to its exit, in milliseconds. */
  readonly tookMs: number;
}

/** Runs the bundle under a fault. */
export async function runUnder(fault: Pick<Fault, 'scene'>): Promise<FaultRun> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const folder = await mkdtemp(join(tmpdir(), 'cloud-job-gate-fault-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const simulator = await startSimulator({ speed: 1_000_000 });
    stops.push(() => simulator.close());
    const listen = (server: Server, port = 0): Promise<number> => listenOn(server, port, stops);
    let trapped = 0;
    const trapPort = await listen(createHttpServer().on('connection', () => (trapped += 1)));
    const { job } = scenarioNamed('create-cluster');
    const ended = stateAt(job, { origin: Date.now() - 3_600_000, speed: 1 }, Date.now());
    if (ended === undefined) throw new Error('create-cluster has not ended after an hour');
    const stage: Stage = {
      simulator,
      success: JSON.stringify(cce.body(ended, simulator.projectId)),
      trap: new URL(`http://127.0.0.1:${trapPort}`),
      folder,
      answer: (handler, times = Infinity) => {
        simulator.answerNext(handler, times);
      },
      listen,
    };
    const scene = await fault.scene(stage);
    const inputs = { ...INPUTS, ...scene.inputs };
    const stopwatch = join(folder, 'took');
    const timing = join(folder, 'timing.cjs');
    await writeFile(timing, timingProgram(stopwatch));
    const { NODE_OPTIONS: options = '', ...env } = scene.env ?? {};
    const action = startAction({
      inputs: {
        job_id: job.id,
        project_id: simulator.projectId,
        token: simulator.token,
        endpoint: scene.endpoint ?? simulator.endpoint,
        ...inputs,
      },
      env: { ...env, NODE_OPTIONS: `${options} --require ${timing}`.trim() },
    });
    stops.push(() => action.stop());
    await scene.meanwhile?.(action);
    const result = await action.result;
    const tookMs = Number(await readFile(stopwatch, 'utf8'));
    return { result, requests: simulator.requests.length, trapped, timeout: inputs.timeout, tookMs };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** Measures in the process itself: what starting it and noticing its end take on a busy machine is not the gate's. */
function timingProgram(file: string): string {
  return `
    const startedAt = performance.now();
    process.on('exit', () => {
      require('node:fs').writeFileSync(${JSON.stringify(file)}, String(performance.now() - startedAt));
    });
  `;
}

/** Listens on a loopback port until the run is over, when every connection is cut. */
async function listenOn(server: Server, port: number, stops: (() => Promise<void>)[]): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  stops.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
