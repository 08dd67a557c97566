/** Arrays that fit where they have to: what is left out of them is counted in their last element. */
import { MAX_JSON_BYTES, MAX_JSON_ENTRIES } from '../limits.js';

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
