/**
 * The hidden first line of a comment, by which a later run finds it again: whose comment it is, and which run wrote it.
 * Only a body's very beginning counts, where nothing but this module's own text ever stands.
 */

/** Which run wrote a comment. */
export interface RunStamp {
  readonly id: number;
  readonly attempt: number;
}

/** What a marker says. */
export interface Marker {
  readonly key: string;
  readonly run: RunStamp;
}

const MARKER = /^<!-- cloud-job-gate key=(\S+) run=(\d{1,15}) attempt=(\d{1,15}) -->/;

/** The key of the one comment that belongs to these names. No name can be mistaken for another's parts. */
export function keyOf(names: readonly string[]): string {
  // A hyphen is taken out too: two in a row would end the HTML comment for some parsers.
  return names.map((name) => encodeURIComponent(name).replaceAll('-', '%2D')).join('/');
}

/** The marker as the first line of a comment's body. */
export function markerLine({ key, run }: Marker): string {
  return `<!-- cloud-job-gate key=${key} run=${run.id} attempt=${run.attempt} -->`;
}

/** The marker that a comment's body begins with; `undefined` for every other comment. */
export function markerOf(body: string): Marker | undefined {
  const [, key, id, attempt] = MARKER.exec(body) ?? [];
  return key === undefined ? undefined : { key, run: { id: Number(id), attempt: Number(attempt) } };
}

/** Below zero where the first run is the older one, above where it is the newer one: by run ID, then by attempt. */
export function compareRuns(a: RunStamp, b: RunStamp): number {
  return a.id - b.id || a.attempt - b.attempt;
}
