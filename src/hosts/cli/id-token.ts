/** An OIDC token that the CI system has issued, from a variable or a file. */
import { readFileSync, statSync } from 'node:fs';

import { type ExchangeDependencies, type FetchIdToken, isIdToken } from '../../auth/credentials.js';
import { type ApiError, ownError } from '../../base/api-error.js';
import { isJsonObject, type JsonObject } from '../../base/json.js';
import { capitalized } from '../../base/words.js';
import type { ReadVariable } from '../../config/environment.js';

/** Where the token is. */
export type IdTokenSource =
  | { readonly kind: 'variable'; readonly name: string }
  /** `from` is the option or variable that names the file. */
  | { readonly kind: 'file'; readonly path: string; readonly from: string };

/** How long after its end a token is still tried: clocks differ. In milliseconds. */
const CLOCK_TOLERANCE_MS = 60_000;

const MAX_BYTES = 64 * 1024;

/** Reads the token and its claims anew each time: whoever issues tokens into a file replaces them in time. */
export class IdTokenReader {
  constructor(
    private readonly source: IdTokenSource,
    private readonly variable: ReadVariable,
    private readonly wallTime: () => number,
  ) {}

  /** The token, `''` where there is none. It is a secret. */
  read(): string {
    const { source } = this;
    if (source.kind === 'variable') return this.variable(source.name);
    try {
      const stats = statSync(source.path);
      return stats.isFile() && stats.size <= MAX_BYTES ? readFileSync(source.path, 'utf8').trim() : '';
    } catch {
      return '';
    }
  }

  /** What is wrong with the token as it is now, in a sentence each. */
  problems(audience: string): string[] {
    const token = this.read();
    const where = this.#where();
    if (token === '') return [`There is no OIDC token to exchange: ${where} has none.`];
    const claims = claimsOf(token);
    if (claims === undefined)
      return [`${capitalized(where)} holds no OIDC token: one is three parts with dots between.`];
    const expired = this.#expiry(claims);
    const audiences = [claims['aud']].flat().map(String);
    const isOther = audience !== '' && !audiences.includes(audience);
    return [
      ...(expired === undefined ? [] : [expired]),
      ...(isOther
        ? [`The OIDC token in ${where} is for another audience than --audience: have it issued for that.`]
        : []),
    ];
  }

  /** Gives the token of each moment. One that has expired is an error, since nobody here can renew it. */
  fetcher({ addSecret }: Pick<ExchangeDependencies, 'addSecret'>): FetchIdToken {
    return () => {
      const token = this.read();
      addSecret(token);
      const [problem] = this.problems('');
      return Promise.resolve(problem === undefined ? token : { kind: 'error', error: noIdToken(problem) });
    };
  }

  #expiry({ exp }: JsonObject): string | undefined {
    if (typeof exp !== 'number' || exp * 1000 + CLOCK_TOLERANCE_MS > this.wallTime()) return undefined;
    const seconds = Math.round(this.wallTime() / 1000 - exp);
    return `The OIDC token in ${this.#where()} expired ${seconds} seconds ago: have a new one issued right before the wait.`;
  }

  #where(): string {
    const { source } = this;
    if (source.kind === 'file') return `the file of ${source.from}`;
    return `the environment variable ${source.name}`;
  }
}

function noIdToken(message: string): ApiError {
  return ownError({ kind: 'fatal', message, advice: '', topic: 'id-token', concernsAllJobs: true });
}

/** The claims of an OIDC token, which are not checked here: whoever exchanges it does that. */
function claimsOf(token: string): JsonObject | undefined {
  if (!isIdToken(token)) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isJsonObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
