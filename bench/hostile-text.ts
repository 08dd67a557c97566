/**
 * *Hostile text*: a failed job whose reason is nothing but text that is costly to sanitize; the bundle in a process of its
 * own, beside a Node that only parses the same answer.
 */
import { PROJECT_ID, type Scenario } from '../simulator/scenario.js';
import { runStep, type Step } from './step.js';
import { seeded } from './random.js';
import { publish, round, type Row } from './table.js';

const MIB = 2 ** 20;

/** Of the whole answer: the gate takes none above 16 MiB. */
const SIZES_MIB = [1, 15] as const;
const MAX_MS = 3000;
const MAX_MEMORY_MB = 300;

/** What each reason repeats, by what the table calls it. */
const ALPHABETS: Readonly<Record<string, string>> = {
  letters: 'quota exceeded ',
  'zero-width': '\u200b\u200c\u200d\u2060\ufeff',
  'number signs': '#',
  backticks: '`',
  'vertical bars': '|',
  colons: ':',
  'percent signs': '%',
  'workflow commands': '::error::%0A',
  ESC: '\u001b[31m',
  CR: '\r',
  'line feeds': '\n',
  base64: letters(4096),
  'quotes, backslashes': '"\\',
  'brackets, ampersands': '<a>&amp;[x](y)',
  emoji: '\u{1f600}\u{1f468}\u200d\u{1f469}',
  'half surrogates': '\ud83d',
  'combining marks': 'a\u0301\u0301\u0301',
};

const SCENARIO: Scenario = {
  name: 'hostile-text',
  service: 'cce',
  description: 'one job that has failed',
  projectId: PROJECT_ID,
  job: { id: 'hostile-text', type: 'CreateCluster', startsAt: 0, ends: { at: 0, phase: 'Failed' } },
};

/** Runs the benchmark; fails where an alphabet takes too long or too much memory, or the verdict is another one. */
export async function hostileText(): Promise<boolean> {
  const rows: Row[] = [];
  let holds = true;
  for (const sizeMib of SIZES_MIB) {
    const parsing = await runStep([SCENARIO], { program: 'parse.cjs', body: answer('', sizeMib * MIB) });
    rows.push(rowOf(sizeMib, '**bare Node, parsing**', parsing));
    for (const [name, unit] of Object.entries(ALPHABETS)) {
      const step = await runStep([SCENARIO], { body: answer(unit, sizeMib * MIB) });
      rows.push(rowOf(sizeMib, name, step));
      holds &&= step.outcome === 'failed' && step.sinceAnswerMs < MAX_MS && step.peakMemoryMb < MAX_MEMORY_MB;
    }
  }
  publish('hostile-text', 'A failed job whose reason is hostile text, from the answer to the end of the process', rows);
  return holds;
}

function rowOf(sizeMib: number, name: string, { outcome, sinceAnswerMs, peakMemoryMb }: Step): Row {
  return {
    MiB: sizeMib,
    reason: name,
    outcome,
    'time (ms)': round(sinceAnswerMs, 0),
    'peak memory (MB)': round(peakMemoryMb, 0),
  };
}

/** An answer of so many bytes, at the most, in which the reason takes all that is left. */
function answer(unit: string, bytes: number): Buffer {
  const { id, type } = SCENARIO.job;
  const [head = '', tail = ''] = JSON.stringify({
    kind: 'Job',
    metadata: { uid: id },
    spec: { type },
    status: { phase: 'Failed', reason: '%' },
  }).split('%');
  const inJson = JSON.stringify(unit === '' ? 'x' : unit).slice(1, -1);
  const repeated = inJson.repeat(Math.floor((bytes - head.length - tail.length) / Buffer.byteLength(inJson)));
  return Buffer.from(`${head}${repeated}${tail}`);
}

/** So many letters and digits that look like a token. */
function letters(count: number): string {
  const random = seeded(count);
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return Array.from({ length: count }, () => all[Math.floor(random() * all.length)] ?? '').join('');
}
