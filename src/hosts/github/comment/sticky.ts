/**
 * One comment for all runs, updated in place. GitHub has no lock to take and no update that depends on what is there,
 * so runs that race may both create a comment, or an older one may write last. Therefore each run looks again after it
 * has written: the comment with the lowest ID stays, the newest run's report is put into it, the others go.
 */
import type { CommentApi, IssueComment } from './api.js';

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

/** What became of the comment. */
export type StickyResult =
  | { readonly kind: 'created' | 'updated'; readonly url: string }
  /** A newer run has written its report. */
  | { readonly kind: 'superseded' }
  /** There was none, and none was wanted. */
  | { readonly kind: 'none' };

/** What to write. */
export interface StickyComment {
  readonly marker: Marker;
  /** The comment's text, with the marker as its first line. */
  readonly body: string;
  /** Whether a comment is made where there is none. */
  readonly create: boolean;
}

/** How often to look again after writing. */
const MAX_LOOKS = 3;

interface Mine {
  readonly comment: IssueComment;
  readonly run: RunStamp;
}

/**
 * Writes the report into the one comment that belongs to the marker's key, and makes sure that it is one.
 *
 * @param pause waits until other runs that are at it have written, too; `false` if there is no time to look again
 * @throws {CommentError} where GitHub refuses
 */
export async function writeSticky(
  api: CommentApi,
  { marker, body, create }: StickyComment,
  pause: () => Promise<boolean>,
): Promise<StickyResult> {
  const find = (): Promise<Mine[]> => findOurs(api, marker.key);
  let mine = await find();
  if (mine.length === 0 && !create) return { kind: 'none' };
  const kind = mine.length === 0 ? 'created' : 'updated';
  for (let looks = 0; ; looks += 1) {
    const [survivor, ...others] = mine;
    const isOlder = ({ run }: Mine): boolean => compareRuns(run, marker.run) <= 0;
    if (!mine.every(isOlder)) {
      // The newer run puts its report into the one that stays.
      await removeAll(api, others.filter(isOlder));
      return { kind: 'superseded' };
    }
    await removeAll(api, others);
    const settled = looks > 0 && survivor !== undefined && compareRuns(survivor.run, marker.run) === 0;
    if (settled && others.length === 0) return { kind, url: survivor.comment.url };
    const { url } = settled ? survivor.comment : await write(api, survivor, body);
    if (looks === MAX_LOOKS || !(await pause())) return { kind, url };
    mine = await find();
  }
}

/** Puts the report into the comment that stays, or into a new one where there is none any more. */
async function write(api: CommentApi, survivor: Mine | undefined, body: string): Promise<IssueComment> {
  const updated = survivor === undefined ? undefined : await api.update(survivor.comment.id, body);
  return updated ?? (await api.create(body));
}

/**
 * The comments with our key, the oldest first. Anybody may write a comment with our marker in it: one by an app is ours,
 * since no person can write in an app's name; one by a person is ours only if the token is that person's. What somebody
 * else has written is never overwritten or removed.
 */
async function findOurs(api: CommentApi, key: string): Promise<Mine[]> {
  const marked = (await api.list()).flatMap((comment) => {
    const marker = markerOf(comment.body);
    return marker?.key === key ? [{ comment, run: marker.run }] : [];
  });
  const user = marked.every(({ comment }) => comment.isBot) ? '' : await api.user();
  const isOurs = ({ comment }: Mine): boolean => comment.isBot || (user !== '' && comment.author === user);
  return marked.filter(isOurs).sort((a, b) => a.comment.id - b.comment.id);
}

async function removeAll(api: CommentApi, comments: readonly Mine[]): Promise<void> {
  for (const { comment } of comments) await api.remove(comment.id);
}
