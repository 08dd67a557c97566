/** What has to be read before the settings are complete: the token of a file, and where an OIDC token is. */
import { type ApiError, ownError } from '../../base/api-error.js';
import { capitalized } from '../../base/words.js';
import { formatDuration, systemClock } from '../../base/time.js';
import type { ReadVariable } from '../../config/environment.js';
import type { Arguments } from './arguments.js';
import type { IdTokenSource } from './id-token.js';
import { ID_TOKEN_VARIABLE } from './options.js';
import { type FileTokens, ownOption, tokenFileOf } from './settings.js';
import { readTokenFile } from './token-file.js';

/** Stands for a token that could not be read. It is never sent, and no text has it. */
const NO_TOKEN = 'no-token-could-be-read';

const NO_TOKENS: FileTokens = { option: '', variable: '' };

/** Tokens of files, what is wrong with them, and why they did not come in time if they did not. */
export interface FileTokensResult {
  readonly tokens: FileTokens;
  readonly problems: readonly string[];
  readonly notReady: ApiError | undefined;
}

/** What settings can be checked with before the token's file has been read. */
export function assumedTokens(given: Arguments, variable: ReadVariable): FileTokens {
  const file = tokenFileOf(given, variable);
  return { ...NO_TOKENS, ...(file === undefined ? {} : { [file.layer]: NO_TOKEN }) };
}

/**
 * Reads the token's file, if one is named.
 *
 * @param timeoutMs how long that may take: the whole wait
 * @param cancelled ends it at once
 */
export async function readTokens(
  given: Arguments,
  variable: ReadVariable,
  timeoutMs: number,
  cancelled: AbortSignal,
): Promise<FileTokensResult> {
  const file = tokenFileOf(given, variable);
  if (file === undefined) return { tokens: NO_TOKENS, problems: [], notReady: undefined };
  const done = new AbortController();
  const late = new AbortController();
  void systemClock.sleep(timeoutMs, AbortSignal.any([done.signal, cancelled])).then(() => {
    late.abort();
  });
  const result = await readTokenFile(file.value, late.signal);
  done.abort();
  const token = result.kind === 'token' ? result.token : NO_TOKEN;
  const isLate = result.kind === 'interrupted' && !cancelled.aborted;
  return {
    tokens: { ...NO_TOKENS, [file.layer]: token },
    problems: result.kind === 'problem' ? [`${capitalized(file.from)} ${result.why}.`] : [],
    notReady: isLate ? tokenDidNotCome(file.from, timeoutMs) : undefined,
  };
}

/** Where the OIDC token is. What is wrong with how that was said is added to the problems. */
export function idTokenSourceOf(given: Arguments, variable: ReadVariable, problems: string[]): IdTokenSource {
  const [file, name] = [ownOption('id-token-file', given, variable), ownOption('id-token-env', given, variable)];
  const isOption = ({ from }: { readonly from: string }): boolean => from.startsWith('option ');
  if (file.value !== '' && name.value !== '' && isOption(file) === isOption(name)) {
    problems.push(`${capitalized(file.from)} and ${name.from} name two OIDC tokens: pass one of them.`);
  }
  if (file.value !== '' && (name.value === '' || isOption(file))) {
    return { kind: 'file', path: file.value, from: file.from };
  }
  const isName = /^[A-Z_]\w{0,127}$/i.test(name.value);
  // What is no name may be the token itself.
  if (name.value !== '' && !isName) problems.push(`${capitalized(name.from)} is no name of a variable.`);
  return { kind: 'variable', name: isName ? name.value : ID_TOKEN_VARIABLE };
}

function tokenDidNotCome(from: string, timeoutMs: number): ApiError {
  return ownError({
    kind: 'outage',
    message: `${from} gave no token within ${formatDuration(timeoutMs)}`,
    advice: 'Check what writes it: the token is complete at the end of the input.',
    topic: 'timed-out',
    concernsAllJobs: true,
  });
}
