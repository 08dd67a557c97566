/** What a runner would make of what a gate prints. */

/** The printed lines, split wherever any reader may see the end of one. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
}

/** The lines that the runner takes for workflow commands: those that begin with `::` after any blanks. */
export function commandsIn(text: string): string[] {
  return linesOf(text)
    .map((line) => line.replace(/^[\s\u0085\p{Cf}]+/u, ''))
    .filter((line) => line.startsWith('::'));
}

/**
 * The commands that a gate means to give: masks first of all, groups, debug lines, annotations with a title, and
 * sentences about itself. No remote text of these tests that tries to be a command is any of these.
 */
export function isIntended(command: string): boolean {
  return /^::(?:add-mask::|group::|endgroup::$|debug::|(?:error|warning) title=[^:]+::|(?:warning|notice)::[A-Z])/.test(
    command,
  );
}

/** Characters that a log must not have: controls, and what takes no room or moves its neighbours. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What the reason says of a cloud job that was not seen to end, in whatever words; phases begin with a capital. */
export const STILL_RUNNING = /\brunning\b/;

/** The annotations of a level. */
export function annotationsIn(text: string, level: 'error' | 'warning'): string[] {
  return commandsIn(text).filter((command) => command.startsWith(`::${level}`));
}
