/** The shortest label that still tells jobs apart; job IDs themselves are too long to stand in every line. */
const SHORTEST = 8;

/**
 * A label for each job ID: its beginning or its end, whichever tells the IDs apart with fewer characters. IDs of one
 * batch may well have 24 characters in common at either side.
 *
 * @param jobIds each once
 */
export function shortLabels(jobIds: readonly string[]): Map<string, string> {
  const heads = distinctLength(jobIds, (id, length) => id.slice(0, length));
  const tails = distinctLength(jobIds, (id, length) => id.slice(-length));
  const label = (id: string): string => {
    const length = Math.min(heads, tails);
    if (id.length <= length) return id;
    return heads <= tails ? `${id.slice(0, length)}…` : `…${id.slice(-length)}`;
  };
  return new Map(jobIds.map((id) => [id, label(id)]));
}

function distinctLength(ids: readonly string[], part: (id: string, length: number) => string): number {
  const longest = ids.reduce((length, id) => Math.max(length, id.length), SHORTEST);
  const count = new Set(ids).size;
  for (let length = SHORTEST; length < longest; length += 1) {
    if (new Set(ids.map((id) => part(id, length))).size === count) return length;
  }
  return longest;
}
