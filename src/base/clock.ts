/** Time as the gate sees it. Tests replace it; nothing else in the core asks what time it is. */
export interface Clock {
  /** Milliseconds on a monotonic clock with an arbitrary origin: setting the machine's clock does not move it. */
  now(): number;
  /** The wall clock, in milliseconds since the epoch: for people to read, and to compare with the times of others. */
  wallTime(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts, whichever is first. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own clock. Its timers keep the process alive: a wait must not end because nothing else is pending. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => new Date().getTime(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const finish = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, milliseconds);
      signal.addEventListener('abort', finish);
    }),
};
