import { EOL } from 'node:os';

/** What has been printed so far, and those who wait for more. */
export class PrintedLog {
  stdout = '';
  stderr = '';
  #closed = false;
  readonly #listeners = new Set<() => void>();

  add(stream: 'stdout' | 'stderr', text: string): void {
    const all = this[stream] + text;
    // The toolkit ends a line as the system does; a runner reads lines, so here they end alike on every system.
    this[stream] = EOL === '\n' ? all : all.replaceAll(EOL, '\n');
    this.#notify();
  }

  /** Says that nothing more will come. */
  close(): void {
    this.#closed = true;
    this.#notify();
  }

  /** Resolves once either stream has the text; rejects when the log is closed without it. */
  waitFor(pattern: RegExp | string): Promise<void> {
    const promise = new Promise<void>((resolve, reject) => {
      const check = (): void => {
        if (matches(this.stdout, pattern) || matches(this.stderr, pattern)) resolve();
        else if (this.#closed) reject(new Error(`the program ended without printing ${String(pattern)}`));
        else return;
        this.#listeners.delete(check);
      };
      this.#listeners.add(check);
      check();
    });
    promise.catch(() => undefined);
    return promise;
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** `search` keeps no position between calls, which `test` does for a pattern with the flag `g`. */
function matches(text: string, pattern: RegExp | string): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : text.search(pattern) >= 0;
}
