/** What `--help` and `--version` print. */
import { SETTING_DEFAULTS } from '../../base/settings.js';
import { VERSION } from '../../base/version.js';
import { descriptionOf } from '../../config/descriptions.js';
import type { Task } from '../../report/facts.js';
import { nameOf, type Option, OPTIONS, type OwnOption, SECRETS, type Target, variableOf } from './options.js';

const WIDTH = 100;
const INDENT = ' '.repeat(6);

const OWN: Readonly<Record<OwnOption, string>> = {
  'token-file':
    'The file with the IAM user token, in one line; - is standard input. Or pass the token in CLOUD_JOB_GATE_TOKEN.',
  'id-token-env': 'The variable that holds the OIDC token that the CI system has issued (CLOUD_JOB_GATE_ID_TOKEN).',
  'id-token-file': 'The file that holds it instead; read again for each exchange.',
  output: 'json: one JSON object on standard output, with every output and the exit status. text: nothing there.',
  dotenv: "Write the outputs as GATE_OUTCOME=… and so on, one a line: for GitLab's artifacts:reports:dotenv.",
  junit: 'Write a JUnit file: a suite for each job, a case for each sub-job.',
  report: 'Write the report, in Markdown.',
  quiet: 'Print the ending alone.',
};

const USAGE: Readonly<Record<Task, readonly string[]>> = {
  wait: [
    'cloud-job-gate wait JOB_ID... [options]',
    'Waits until the jobs have ended; fails if one of them or of their sub-jobs failed, saying why.',
  ],
  status: [
    'cloud-job-gate status JOB_ID... [options]',
    'Asks until the first usable answer (for 30s at most, or --timeout), and shows the tree.',
  ],
};

const ENDINGS = [
  'Exit status:',
  '  0  success: every job succeeded, and no sub-job failed',
  '  1  a job or a sub-job failed',
  '  2  the call is wrong, and nothing was sent',
  '  3  it timed out; of status: it still runs',
  '  4  error: credentials, permissions, no such job, an outage',
  '  130, 143, 129  cancelled by SIGINT, SIGTERM, SIGHUP',
];

/** The help as a whole, or about one command. */
export function helpText(task: Task | undefined): string {
  const tasks = task === undefined ? (['wait', 'status'] as const) : [task];
  const options = OPTIONS.filter(({ waitOnly = false }) => task !== 'status' || !waitOnly);
  const lines = [
    ...tasks.flatMap((each) => [...usageOf(each), '']),
    ...about('JOB_ID', describe('job_id', task), variableOf('job_id')),
    '',
    'Options:',
    ...options.flatMap((option) => optionLines(option, task)),
    ...about('-h, --help', 'Print this.'),
    ...about('--version', 'Print the version.'),
    '',
    'Secrets are variables, never options:',
    ...SECRETS.flatMap((name) => about(variableOf(name), describe(name, task))),
    '',
    ...ENDINGS,
  ];
  return `${lines.join('\n')}\n`;
}

/** The version in one line. */
export function versionText(): string {
  return `cloud-job-gate ${VERSION}\n`;
}

function usageOf(task: Task): string[] {
  const [call = '', ...text] = USAGE[task];
  return [call, ...text.map((line) => `  ${line}`)];
}

function optionLines({ name, sets, value, flag }: Option, task: Task | undefined): string[] {
  const call = value === undefined ? `--${name}` : `--${name} ${value}`;
  if (flag === 'false') return about(call, 'Let every job end first, then fail.', `${variableOf(sets)}=false`);
  // The variable is for waiting: who asks once has another default, and an option of its own.
  const isUnused = sets === 'timeout' && task === 'status';
  return about(call, describe(sets, task), isUnused ? undefined : variableOf(sets));
}

/** Its description, and its default where it has one. */
function describe(target: Target, task: Task | undefined): string {
  if (isOwn(target)) return OWN[target];
  const text =
    target === 'fail_fast'
      ? 'End as soon as any job or sub-job has failed, which is the default.'
      : descriptionOf(target, 'commandLine', nameOf).replaceAll('`', '');
  const value = target === 'timeout' && task === 'status' ? '30s' : SETTING_DEFAULTS[target];
  return value === '' || target === 'fail_fast' ? text : `${text} Default: ${value}.`;
}

function about(what: string, text: string, variable?: string): string[] {
  const all = variable === undefined ? text : `${text} [${variable}]`;
  return [`  ${what}`, ...wrapped(all).map((line) => `${INDENT}${line}`)];
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - INDENT.length) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function isOwn(target: Target): target is OwnOption {
  return Object.hasOwn(OWN, target);
}
