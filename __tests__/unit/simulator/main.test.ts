import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, it } from '@jest/globals';

import { TOKEN } from '../../../simulator/simulator.js';
import { parseArguments } from '../../../src/hosts/cli/arguments.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

it('npm run simulator prints a call of the command line, which waits for a job of it', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.ts'], { cwd: ROOT });
  try {
    const text = await new Promise<string>((resolve) => {
      let printed = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        printed += part;
        if (printed.includes('Ctrl-C ends')) resolve(printed);
      });
      child.stdout.once('end', () => {
        resolve(printed);
      });
    });
    const [, call = ''] = /^ {2}node dist\/cloud-job-gate\.cjs ((?:.*\\\n)*.*)$/m.exec(text) ?? [];
    const { task, jobIds, values, problems } = parseArguments(call.split(/[\s\\]+/));
    expect({ task, problems }).toEqual({ task: 'wait', problems: [] });
    const url = `${values.get('endpoint') ?? ''}/api/v3/projects/${values.get('project_id') ?? ''}/jobs/${jobIds.join()}`;
    const answer = await fetch(url, { headers: { 'X-Auth-Token': TOKEN, 'Content-Type': 'application/json' } });
    expect(await answer.json()).toMatchObject({ kind: 'Job', spec: { type: 'CreateCluster' } });
    expect(text).toContain(`  export CLOUD_JOB_GATE_TOKEN=${TOKEN}\n`);
  } finally {
    child.kill('SIGKILL');
  }
});
