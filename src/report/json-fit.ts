/** Cutting arrays so that their JSON fits where it has to. */

/** How large an output may be, in bytes: all outputs together become the environment of later steps. */
const LARGEST_JSON_BYTES = 65_536;

/** How many jobs and sub-jobs an output may hold. */
const MOST_ENTRIES = 500;

/** The last element of an array that was cut: how many elements of it are left out, each with all below it. */
export interface Omission {
  readonly truncated: true;
  readonly omitted: number;
}

/** At least as many bytes as an omission takes, with its comma. */
export const OMISSION_BYTES = 48;

/** Counts entries and bytes down to the limits. */
export class Allowance {
  #entries = MOST_ENTRIES;
  // The brackets around, and the array's own omission.
  #bytes = LARGEST_JSON_BYTES - 2 - OMISSION_BYTES;

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
