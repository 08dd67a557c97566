/** The words of a command line, taken apart. What may be a secret is kept nowhere, and never shown. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

import { capitalized, nearest } from '../../base/words.js';
import { suggestDuration } from '../../config/suggestions.js';
import type { Task } from '../../report/facts.js';
import { dashed, type Option, OPTIONS, SECRETS, type Target, variableOf } from './options.js';

/** What a command line says. */
export interface Arguments {
  /** `undefined` where there is none, which is a problem unless help or the version is asked for. */
  readonly task: Task | undefined;
  readonly asksFor: 'help' | 'version' | undefined;
  readonly jobIds: readonly string[];
  readonly values: ReadonlyMap<Target, string>;
  /** What is wrong with it, in a sentence each. */
  readonly problems: readonly string[];
}

const TASKS: readonly Task[] = ['wait', 'status'];

/** What people may try to pass although it is a secret, and where it belongs. */
const SECRET_OPTIONS: ReadonlyMap<string, string> = new Map([
  ...SECRETS.map((name): [string, string] => [dashed(name), `use the environment variable ${variableOf(name)}`]),
  ['token', `use --token-file FILE, or the environment variable ${variableOf('token')}`],
  ['id-token', 'use --id-token-file FILE or --id-token-env NAME'],
  ['github-token', 'leave it out, the command line has no use for it'],
]);

const KNOWN = new Map(OPTIONS.map((option) => [option.name, option]));

/** Secrets are known to take a value, so that it is not taken for a job ID. */
const SYNTAX: NonNullable<ParseArgsConfig['options']> = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  ...Object.fromEntries(OPTIONS.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }])),
  ...Object.fromEntries([...SECRET_OPTIONS.keys()].map((name) => [name, { type: 'string' }])),
};

/** Takes the words after the program's name apart. Whatever is wrong with them is among the problems. */
export function parseArguments(words: readonly string[]): Arguments {
  const parser = new ArgumentsParser(words);
  const { tokens } = parseArgs({
    args: [...words],
    options: SYNTAX,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option') parser.takeOption(token);
    else if (token.kind === 'positional') parser.takePositional(token);
  }
  return parser.result();
}

/** Whether `--output json` stands anywhere among the words, whatever else is wrong with them. */
export function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const before = end === -1 ? words : words.slice(0, end);
  return before.some((word, at) => {
    const value = word === '--output' ? before[at + 1] : /^--output=(.*)$/s.exec(word)?.[1];
    return value?.trim().toLowerCase() === 'json';
  });
}

interface OptionToken {
  readonly name: string;
  /** As it was given, with its dashes. */
  readonly rawName: string;
  /** Where among the words it stands. */
  readonly index: number;
  readonly value?: string | undefined;
  /** Whether the value is part of the same word. */
  readonly inlineValue?: boolean | undefined;
}

class ArgumentsParser {
  readonly #words: readonly string[];
  readonly #problems: string[] = [];
  readonly #values = new Map<Target, string>();
  readonly #positionals: string[] = [];
  #asksFor: 'help' | 'version' | undefined;
  /** Where a word stands that may be the value of an option that is not known: no job ID, and perhaps a secret. */
  #withheld = -1;
  #shortAt = -1;
  /** The option before a word, which may belong to it. */
  #last: { readonly option: Option; readonly value: string; readonly next: number } | undefined;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  takePositional({ index, value }: { readonly index: number; readonly value: string }): void {
    const problem = this.#last?.next === index ? strayValue(this.#last.option, this.#last.value, value) : undefined;
    if (problem !== undefined) this.#refuse(problem);
    else if (index !== this.#withheld) this.#positionals.push(value);
  }

  takeOption(token: OptionToken): void {
    const { name, rawName, value } = token;
    const option = KNOWN.get(name);
    // The h in -auth asks for no help: an option that is not known must not end well.
    const isShort = !rawName.startsWith('--') && this.#words[token.index] !== '-h';
    if (isShort) {
      this.#refuseShort(token);
    } else if (name === 'help' || name === 'version') {
      if (value === undefined) this.#asksFor ??= name;
      else this.#refuse(`option --${name} takes no value`);
    } else if (option === undefined) {
      this.#refuseUnknown(token);
    } else {
      this.#takeKnown(option, token);
    }
  }

  result(): Arguments {
    const task = this.#takeTask();
    if (task === 'status') this.#refuseWaitOptions();
    // What comes of "$A" "$B" where one is empty would wait for the other alone. If all are, JOB_ID is missing.
    const isEmpty = (id: string): boolean => id.trim() === '';
    if (this.#positionals.some(isEmpty) && !this.#positionals.every(isEmpty)) {
      this.#refuse('argument JOB_ID is empty once: did the step before set its output?');
    }
    return {
      task,
      asksFor: this.#asksFor,
      jobIds: this.#positionals,
      values: this.#values,
      problems: this.#problems,
    };
  }

  #takeKnown(option: Option, { value, inlineValue, index }: OptionToken): void {
    const { name, sets, flag } = option;
    const given = flag ?? value?.trim();
    if (flag !== undefined && value !== undefined) {
      this.#refuse(valueless(option));
    } else if (given === undefined) {
      this.#refuse(`option --${name} has no value`);
    } else if (inlineValue === false && /^-./.test(given)) {
      this.#withheld = index + 2;
      this.#refuse(`option --${name} has no value (one that begins with a dash is passed as --${name}=…)`);
    } else if (this.#values.has(sets)) {
      const both = sets === 'fail_fast' ? 'options --fail-fast and --no-fail-fast are' : `option --${name} is`;
      this.#refuse(`${both} given more than once`);
    } else {
      this.#values.set(sets, given);
      this.#last = { option, value: given, next: index + (inlineValue === false ? 2 : 1) };
    }
  }

  /** Of `-abc` each letter is an option of its own: the first of them speaks for all. */
  #refuseShort({ name, index }: OptionToken): void {
    if (index !== this.#shortAt) this.#refuse(`unknown option -${/^[a-z]$/i.test(name) ? name : '…'}`);
    this.#shortAt = index;
    this.#withheld = index + 1;
  }

  /** It may be a misspelt secret: neither what follows nor what may be glued to its name is shown. */
  #refuseUnknown({ name, value, index }: OptionToken): void {
    if (value === undefined) this.#withheld = index + 1;
    const given = dashed(name.toLowerCase());
    const isWord = /^[a-z]{1,20}(?:-[a-z]{1,20}){0,3}$/.test(name);
    const known = [...KNOWN.keys(), ...SECRET_OPTIONS.keys(), 'help', 'version'];
    const end = isWord ? known.find((each) => given.endsWith(`-${each}`) && !given.startsWith('no-')) : undefined;
    const close = nearest(given, known) ?? end;
    const shown = close !== undefined || isWord ? ` --${name}` : '';
    const instead = SECRET_OPTIONS.get(close ?? '');
    if (/^job-?ids?$/.test(given)) {
      this.#refuse('a job ID is no option: pass it as a word of its own, as in wait JOB_ID');
    } else if (instead !== undefined) {
      this.#refuse(`${shown.trim()} is no option, since every process of a machine could read the secret: ${instead}`);
    } else {
      this.#refuse(`unknown option${shown}${close === undefined ? '' : `: did you mean --${close}?`}`);
    }
  }

  #takeTask(): Task | undefined {
    const word = this.#positionals.shift();
    const task = TASKS.find((each) => each === word);
    if (task !== undefined || this.#asksFor !== undefined) return task;
    const known = `the commands are ${TASKS.join(' and ')}`;
    // A word that is like no command may be anything, a secret too: it is not shown.
    const close = nearest((word ?? '').toLowerCase(), TASKS);
    const what = word === undefined ? 'no command' : 'unknown command';
    this.#refuse(`${what}: ${close === undefined ? known : `did you mean ${close}?`}`);
    return undefined;
  }

  #refuseWaitOptions(): void {
    for (const { name, sets, flag, waitOnly = false } of OPTIONS) {
      const value = this.#values.get(sets);
      if (!waitOnly || value === undefined || value !== (flag ?? value)) continue;
      this.#refuse(`option --${name} is for wait alone: status asks once`);
      this.#values.delete(sets);
    }
  }

  #refuse(what: string): void {
    this.#problems.push(`${capitalized(what)}${what.endsWith('?') ? '' : '.'}`);
  }
}

/** Why a flag has no value, and how its opposite is said. */
function valueless({ name, sets }: Option): string {
  const opposite = sets === 'fail_fast' ? ': say --fail-fast or --no-fail-fast' : '';
  return `option --${name} takes no value${opposite}`;
}

/**
 * What is wrong with a word that follows an option and its value, where it belongs to them and is no job ID: the `false` of
 * `--fail-fast false`, the `min` of `--timeout 30 min`.
 */
function strayValue(option: Option, value: string, word: string): string | undefined {
  if (option.value === undefined) return /^(?:true|false|yes|no|on|off)$/i.test(word) ? valueless(option) : undefined;
  if (option.value !== 'DURATION') return undefined;
  const meant = suggestDuration(`${value} ${word}`);
  return meant === undefined ? undefined : `option --${option.name} is two words: did you mean ${meant}?`;
}
