/**
 * `npm run pipelines [-- gitlab|act]`: really runs pipelines that the documents show, against the simulator, and holds
 * that they pass and fail as they should. With neither name both.
 */
import { runAct } from './pipelines/act.js';
import { runGitlab } from './pipelines/gitlab.js';

const RUNNERS = { gitlab: runGitlab, act: runAct };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(RUNNERS, name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}, only ${Object.keys(RUNNERS).join(' and ')}`);
for (const [name, run] of Object.entries(RUNNERS)) {
  if ((names.length === 0 || names.includes(name)) && !(await run())) process.exitCode = 1;
}
