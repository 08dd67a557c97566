import type { Job } from '../services/job.js';
import { type Visit, walk } from './job.js';

/** How many different words are told of: a service that invents them must not fill the memory. */
const MAX_WORDS = 20;

/** Remembers which status words that no document lists one job has been seen with. */
export class UnknownPhases {
  readonly #words = new Set<string>();

  /** The first jobs of a tree with such a word that has not been told of before. */
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
