const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Whether any object in a JSON text has one key twice, in whatever case: names are read without regard to case, so
 * `phase` and `Phase` are one. `JSON.parse` silently keeps the last of equal keys, so an answer that says both Failed
 * and Success would prove whichever comes last.
 *
 * It reads every answer, so it looks at characters and makes no more than the names: a match for each token of a
 * large document would be most of what the process ever allocates.
 *
 * @param text valid JSON
 */
export function hasDuplicateKeys(text: string): boolean {
  // One entry for each open object or list: the names so far, or undefined for a list.
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case OPEN_OBJECT:
        open.push(new Set());
        expectsName = true;
        break;
      case OPEN_LIST:
        open.push(undefined);
        expectsName = false;
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        open.pop();
        expectsName = false;
        break;
      case COMMA:
        expectsName = open.at(-1) !== undefined;
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        const names = expectsName ? open.at(-1) : undefined;
        if (names !== undefined && !isNew(names, text.slice(at, end + 1))) return true;
        expectsName = false;
        at = end;
        break;
      }
    }
  }
  return false;
}

/** Where the string that begins at a quote ends: at the next quote behind an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** Adds a name, which may be spelled in any case, with and without escapes; `false` if it was there. */
function isNew(names: Set<string>, token: string): boolean {
  const name = (token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1)).toLowerCase();
  if (names.has(name)) return false;
  names.add(name);
  return true;
}
