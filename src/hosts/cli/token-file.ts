/** The token of `--token-file`: one line of a file, of a pipe, or of standard input. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** What reading brought. */
export type TokenFileResult =
  | { readonly kind: 'token'; readonly token: string }
  /** `why` follows the name of the option. */
  | { readonly kind: 'problem'; readonly why: string }
  /** The signal came first. */
  | { readonly kind: 'interrupted' };

/** A token has 16,384 characters at most, of one byte each; its line ends in two at most, and one more is too many. */
const MAX_BYTES = 16_384 + 3;

/**
 * Reads a token.
 *
 * @param path `-` for standard input
 * @param signal ends the reading of what is no plain file
 */
export async function readTokenFile(path: string, signal: AbortSignal): Promise<TokenFileResult> {
  try {
    if (path === '-') {
      if (process.stdin.isTTY) return problem('is -, and standard input is a terminal: pipe the token in');
      return await fromStream(process.stdin, signal);
    }
    // A pipe that nobody writes to yet must not hold the process up, which opening it would.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    if (stats.isFIFO() || stats.isSocket()) {
      return await fromStream(new Socket({ fd: file, readable: true, writable: false }), signal);
    }
    try {
      if (!stats.isFile()) return problem(stats.isDirectory() ? 'names a folder' : 'names no file');
      const buffer = Buffer.alloc(MAX_BYTES);
      return tokenIn(buffer.subarray(0, readSync(file, buffer)));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return problem(`names a file that cannot be read (${codeOf(error)})`);
  }
}

async function fromStream(stream: Readable, signal: AbortSignal): Promise<TokenFileResult> {
  const chunks: Buffer[] = [];
  const stop = (): void => {
    stream.destroy();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    let size = 0;
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_BYTES) break;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
  return signal.aborted ? { kind: 'interrupted' } : tokenIn(Buffer.concat(chunks));
}

function tokenIn(bytes: Buffer): TokenFileResult {
  const token = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (bytes.length >= MAX_BYTES) return problem('holds more than the 16384 characters that a token has at most');
  if (token.trim() === '') return problem('is empty: write the token to it first');
  if (/[\r\n]/.test(token)) return problem('holds more than one line: a token is one line');
  return { kind: 'token', token };
}

function problem(why: string): TokenFileResult {
  return { kind: 'problem', why };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
