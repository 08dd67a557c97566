/**
 * How much each report may say, all in one place, and arrays that keep to it: what is left out of them is counted in their last
 * element. Lengths are in UTF-16 units, sizes in bytes.
 */

/** How long a name (a type, a resource) may be; reasons may be longer. */
export const MAX_NAME_LENGTH = 120;

/** How long an error code or a request ID may be. */
export const MAX_CODE_LENGTH = 120;

/** How many types of a path are named; of a longer one its two ends. */
export const MAX_PATH_TYPES = 8;

/** How many resources are named that failed for one cause. */
export const MAX_CAUSE_NAMES = 10;

/** How many jobs or sub-jobs a sentence names. */
export const MAX_NAMED = 3;

/** How long the reason of a job may be that has not ended. */
export const MAX_OPEN_REASON_LENGTH = 300;

/** How many problems (causes, errors, jobs that did not end) the head of a report names: they fit on one screen. */
export const MAX_PROBLEMS = 3;

/** How deep a name is indented, in levels; below, its depth is said. */
export const MAX_INDENT = 10;

// The log.

/** How many lines of changes one answer may cause. */
export const MAX_CHANGE_LINES = 200;

/** How many new sub-jobs are listed one by one; of more there is one line that counts them. */
export const MAX_NEW_SUB_JOBS = 20;

/** How many of several jobs have a group of their own at the end. */
export const MAX_GROUPS = 50;

// The summary.

/** A report of the size that a page of CI takes with other reports beside it. */
export const MAX_SUMMARY_BYTES = 900_000;

/** How many rows that are no failures one tree may show: nobody reads more, and a browser takes long to. */
export const MAX_OTHER_ROWS = 500;

/** How many bars a chart has; more cannot be distinguished. */
export const MAX_BARS = 30;

/** How long the label of a bar may be: it has to fit beside a bar on a phone. */
export const MAX_BAR_LABEL_LENGTH = 26;

// The outputs.

/** How large an output may be: all outputs together become the environment of later steps. */
const MAX_JSON_BYTES = 65_536;

/** How many jobs and sub-jobs, failures or resources an output may hold. */
const MAX_JSON_ENTRIES = 500;

/** How many levels the trees of an output may have. */
export const MAX_JSON_DEPTH = 50;

/** How many types the path of an output may have. */
export const MAX_JSON_PATH = 50;

/** How long a name, an ID or a code of an output may be. */
export const MAX_JSON_NAME_LENGTH = 200;

/** How long reasons of an output are where not all of them fit in full. */
export const MAX_SHORT_REASON_LENGTH = 200;

/** How many problems with the settings a reason names, and how long each may be. */
export const MAX_USAGE_PROBLEMS = 20;
export const MAX_USAGE_PROBLEM_LENGTH = 300;

/** The last element of an array that was cut: how many elements of it are left out, each with all below it. */
export interface Omission {
  readonly truncated: true;
  readonly omitted: number;
}

/** At least as many bytes as an omission takes, with its comma. */
export const OMISSION_BYTES = 48;

/** Counts entries and bytes down to the limits. */
export class Allowance {
  #entries = MAX_JSON_ENTRIES;
  // The brackets around, and the array's own omission.
  #bytes = MAX_JSON_BYTES - 2 - OMISSION_BYTES;

  /** Takes one entry of so many bytes, its comma not counted; `false` if there is no room for it. */
  take(bytes: number): boolean {
    if (this.#entries < 1 || bytes + 1 > this.#bytes) return false;
    this.#entries -= 1;
    this.#bytes -= bytes + 1;
    return true;
  }
}

/** The size of a value's JSON in bytes. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** The omission to end an array with, if any elements are left out. */
export function omission(omitted: number): Omission[] {
  return omitted > 0 ? [{ truncated: true, omitted }] : [];
}

/** The entries of a list that fit, the first ones; and how many are left out. */
export function fitting<Item, Entry>(items: readonly Item[], entryOf: (item: Item) => Entry): (Entry | Omission)[] {
  const allowance = new Allowance();
  const entries: Entry[] = [];
  for (const item of items) {
    const entry = entryOf(item);
    if (!allowance.take(jsonBytes(entry))) break;
    entries.push(entry);
  }
  return [...entries, ...omission(items.length - entries.length)];
}
