import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { startProgram } from '../../../simulator/program.js';

const folder = mkdtempSync(join(tmpdir(), 'program-test-'));
let count = 0;

/** A file with a script. */
function script(text: string): string {
  const file = join(folder, `${(count += 1)}.cjs`);
  writeFileSync(file, text);
  return file;
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('startProgram', () => {
  it('hands over arguments, input and variables, and keeps stdout and stderr apart', async () => {
    const file = script(
      `const chunks = [];
       process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
         console.log(JSON.stringify([process.argv.slice(2), chunks.join(''), process.env.GIVEN, process.env.LEAK]));
         console.error('to stderr');
         process.exitCode = 3;
       });`,
    );
    process.env['LEAK'] = 'leak';
    const { result } = startProgram({ file, args: ['wait', '--x=y z'], input: 'a\nb', env: { GIVEN: 'given' } });
    const { exitCode, stdout, stderr, usage } = await result;
    delete process.env['LEAK'];
    expect(JSON.parse(stdout)).toEqual([['wait', '--x=y z'], 'a\nb', 'given', null]);
    expect([exitCode, stderr, usage]).toEqual([3, 'to stderr\n', undefined]);
  });

  it('has an empty input where none is given, and does not mind one that is not read', async () => {
    const reads = script(`process.stdin.resume().on('end', () => console.log('end'))`);
    expect((await startProgram({ file: reads }).result).stdout).toBe('end\n');
    const input = 'x'.repeat(10_000_000);
    expect((await startProgram({ file: script('process.exit(5)'), input }).result).exitCode).toBe(5);
  });

  (process.platform === 'win32' ? it.skip : it)('runs on another Node', async () => {
    const node = join(folder, 'other-node');
    symlinkSync(process.execPath, node);
    const { result } = startProgram({ file: script('console.log(process.argv0)'), node });
    expect((await result).stdout).toBe(`${node}\n`);
  });

  it('measures what the process took, however it exits', async () => {
    const file = script('const bytes = Buffer.alloc(50 * 1024 * 1024, 1); process.exit(bytes.length > 0 ? 4 : 0);');
    const { exitCode, usage, durationMs } = await startProgram({ file, measured: true }).result;
    expect(exitCode).toBe(4);
    expect(usage?.peakMemoryBytes).toBeGreaterThan(50 * 1024 * 1024);
    expect(usage?.cpuMs).toBeGreaterThan(0);
    expect(usage?.tookMs).toBeGreaterThan(0);
    expect(usage?.tookMs).toBeLessThan(durationMs);
  });
});
