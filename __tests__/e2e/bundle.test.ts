import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';

import { describe, expect, it } from '@jest/globals';

import { BUNDLE } from '../../simulator/runner.js';
import { runGate } from './support/gate.js';

const text = readFileSync(BUNDLE, 'utf8');

describe('the bundle', () => {
  it('is under 280,000 bytes', () => {
    expect(statSync(BUNDLE).size).toBeLessThan(280_000);
  });

  it('has nothing of undici', () => {
    expect(text).not.toMatch(/UND_ERR_|llhttp|undici\/lib/);
  });

  it('has no code that could start a process', () => {
    expect(text).not.toMatch(/child_process|worker_threads|node:vm\b/);
  });

  it('asks for nothing but itself and Node’s own modules', () => {
    const specifiers = [...text.matchAll(/(?:^import .*? from |^import |\brequire\()["']([^"']+)["']/gm)].map(
      ([, name]) => name ?? '',
    );
    expect(specifiers.length).toBeGreaterThan(0);
    expect(specifiers.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))).toEqual([]);
  });

  it('never reaches the stub, with proxies all around', async () => {
    const proxy = 'http://user:password@127.0.0.1:9';
    const gate = await runGate({ env: { http_proxy: proxy, https_proxy: proxy, NO_PROXY: '*' } });
    // Every run of these tests is searched for the stub's message.
    expect(gate.exitCode).toBe(0);
  });

  it('runs where nothing but Node is there', async () => {
    const gate = await runGate({ env: { PATH: undefined, HOME: undefined } });
    expect(gate.exitCode).toBe(0);
  });
});
