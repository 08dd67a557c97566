/** What is known about one job so far, from the answers about it: how it stands, what they prove, when they last changed. */
import type { Clock } from '../base/time.js';
import type { Job } from '../services/job.js';
import type { LastSeen, WatchEvent } from './events.js';
import { differs, verdict, type Verdict, type Visit, walk } from './job.js';
import type { JobAnswer } from './job-client.js';

/** The answers about one job, of which the last one counts, and the last one that showed a failure. */
export class JobHistory {
  readonly #emit: (event: WatchEvent) => void;
  readonly #unknownPhases = new UnknownPhases();
  readonly #lastSeen: LastSeenClock;
  #job: Job | undefined;
  #failedJob: Job | undefined;
  #proof: Verdict = 'open';
  #requestId: string | undefined;

  constructor(clock: Pick<Clock, 'now'>, emit: (event: WatchEvent) => void) {
    this.#lastSeen = new LastSeenClock(clock);
    this.#emit = emit;
  }

  /** The last answer. */
  get job(): Job | undefined {
    return this.#job;
  }

  /** The last answer in which something had failed: a failure once seen stays. */
  get failedJob(): Job | undefined {
    return this.#failedJob;
  }

  /** Of the answer that says Failed once there is one, else of the last. */
  get requestId(): string | undefined {
    return this.#requestId;
  }

  /** When the job was last seen to change; `undefined` before the first answer. */
  lastSeen(): LastSeen | undefined {
    return this.#lastSeen.read();
  }

  /** Takes in an answer, and says what it proves. The same job object again is the same answer again: nothing new. */
  take({ job, requestId, date }: JobAnswer): Verdict {
    const previous = this.#job;
    this.#lastSeen.saw(job, previous, date);
    if (job !== previous) {
      this.#job = job;
      this.#proof = verdict(job);
      this.#emit({ kind: 'answer', job, previous });
      for (const visit of this.#unknownPhases.newIn(job)) this.#emit({ kind: 'unknown-phase', visit });
    }
    if (this.#proof === 'failed' || this.#failedJob === undefined) this.#requestId = requestId;
    if (this.#proof === 'failed') this.#failedJob = job;
    return this.#proof;
  }
}

/** Remembers when a job was last seen to change, by the gate's clock and by the service's. */
class LastSeenClock {
  readonly #clock: Pick<Clock, 'now'>;
  /** When the first usable answer came, or the last that differed from the one before (monotonic). */
  #changedAt: number | undefined;
  #sawChange = false;
  /** How far the service's clock is from the monotonic one. */
  #serverOffset: number | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** @param date the service's clock, in milliseconds since the epoch, where the answer says it */
  saw(job: Job, previous: Job | undefined, date: number | undefined): void {
    const now = this.#clock.now();
    this.#serverOffset = date === undefined ? undefined : date - now;
    this.#changedAt ??= now;
    if (previous === undefined || job === previous || !differs(previous, job)) return;
    this.#changedAt = now;
    this.#sawChange = true;
  }

  read(): LastSeen | undefined {
    if (this.#changedAt === undefined) return undefined;
    const now = this.#clock.now();
    return {
      serverTime: this.#serverOffset === undefined ? undefined : this.#serverOffset + now,
      unchangedMs: now - this.#changedAt,
      sawChange: this.#sawChange,
    };
  }
}

/** How many different words are said: a service that invents them must not fill the memory. */
const MAX_WORDS = 20;

/** Remembers which status words that no document lists one job has been seen with. */
class UnknownPhases {
  readonly #words = new Set<string>();

  /** The first jobs of a tree with such a word that has not been reported before. */
  *newIn(root: Job): Generator<Visit, void, undefined> {
    for (const visit of walk(root)) {
      if (!isUnknown(visit)) continue;
      const word = visit.job.status ?? '';
      if (this.#words.has(word) || this.#words.size >= MAX_WORDS) continue;
      this.#words.add(word);
      yield visit;
    }
  }
}

/** A sub-job without a status takes no part; the job itself always has to say where it stands. */
function isUnknown({ job, depth }: Visit): boolean {
  return job.phase === 'Unknown' && (depth === 0 || job.status !== undefined);
}
