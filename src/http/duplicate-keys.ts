/**
 * Whether any object in a JSON text names one member twice. `JSON.parse` silently keeps the last of them, so a
 * document that says both Failed and Success would prove whichever comes last.
 *
 * @param text valid JSON
 */
export function hasDuplicateKeys(text: string): boolean {
  // One entry for each open object or array: the names so far, or undefined for an array.
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g)) {
    const names = open.at(-1);
    switch (token) {
      case '{':
        open.push(new Set());
        expectsName = true;
        break;
      case '[':
        open.push(undefined);
        expectsName = false;
        break;
      case '}':
      case ']':
        open.pop();
        expectsName = false;
        break;
      case ',':
        expectsName = names !== undefined;
        break;
      default: {
        if (!expectsName || names === undefined) break;
        expectsName = false;
        // The same name may be spelled with and without escapes.
        const name = token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
        if (names.has(name)) return true;
        names.add(name);
      }
    }
  }
  return false;
}
