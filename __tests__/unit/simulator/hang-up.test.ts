import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Sends the port of the first server that listens to the parent process: nobody reads what is printed. */
const REPORTS_PORT = `data:text/javascript,
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...args) {
    return listen.apply(this.once('listening', () => process.send(this.address().port)), args);
  };`.replaceAll('\n', '');

/** Windows has no signals. */
const itOffWindows = process.platform === 'win32' ? it.skip : it;

itOffWindows('npm run simulator goes on where its terminal is hung up and nobody reads what it prints', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', REPORTS_PORT, 'simulator/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  try {
    const ended = once(child, 'exit');
    child.stdout?.destroy();
    child.stderr?.destroy();
    const message: unknown[] = await once(child, 'message');
    child.kill('SIGHUP');
    for (let count = 0; count < 2; count += 1) {
      expect((await fetch(`http://127.0.0.1:${String(message[0])}/anything`)).status).toBe(404);
    }
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
