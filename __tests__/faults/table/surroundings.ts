import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Fault, FaultGroup } from '../fault.js';

/** A fault of a file that the runner hands over: the verdict stands, with a warning. */
function file(name: string, variable: string, path: (folder: string) => string | undefined, linux = false): Fault {
  return {
    name,
    prepare: ({ folder }) => ({ env: { [variable]: path(folder) } }),
    outcome: 'success',
    warnings: 1,
    ...(linux ? { platforms: ['linux' as const] } : {}),
  };
}

const files: readonly Fault[] = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].flatMap((variable) => [
  file(`${variable} is not set`, variable, () => undefined),
  file(`${variable} is empty`, variable, () => ''),
  file(`${variable} is in a folder that does not exist`, variable, (folder) => join(folder, 'none', 'file')),
  file(`${variable} is a folder`, variable, (folder) => folder),
  file(`${variable} is on a full disk`, variable, () => '/dev/full', true),
]);

/** Sets the wall clock an hour back and forth with each look at it. */
const JUMPING_CLOCK = `
const now = Date.now.bind(Date);
const RealDate = Date;
let looks = 0;
const jumped = () => now() + (looks++ % 2 === 0 ? -3_600_000 : 3_600_000);
globalThis.Date = class extends RealDate {
  constructor(...values) {
    super(...(values.length === 0 ? [jumped()] : values));
  }
  static now() {
    return jumped();
  }
};
`;

/** What surrounds the gate on the runner. */
export const surroundings: FaultGroup = {
  heading: "The runner's files and clock",
  faults: [
    ...files,
    {
      name: 'RUNNER_TEMP is a folder that does not exist',
      prepare: ({ folder }) => ({ env: { RUNNER_TEMP: join(folder, 'none') } }),
      outcome: 'success',
      warnings: 1,
    },
    {
      name: 'the wall clock jumps an hour back and forth',
      prepare: async ({ folder, answer }) => {
        const preload = join(folder, 'jumping-clock.cjs');
        await writeFile(preload, JUMPING_CLOCK);
        answer((_, response) => response.writeHead(500).end('{}'));
        return { env: { NODE_OPTIONS: `--require ${preload}` } };
      },
      outcome: 'error',
      says: /\b\d+m?s\b.*HTTP 500/,
    },
  ],
};
