/** How sentences show the words of others; the sentences themselves are the same in every report. */
import type { Sanitize } from './text/sanitize.js';

/** The two kinds of words that a sentence is made with besides its own. Each function turns `''` into `''`. */
export interface Style {
  /** Shows remote text. */
  readonly quote: Sanitize;
  /** The same text cut at the same place, without markup: for asking what it is that the reader sees. */
  readonly plain: Sanitize;
  /** Shows a sentence that the gate made up at run time, such as an advice that names a host. */
  readonly say: Sanitize;
}

/** For logs, annotations and outputs: the cleaned text as it is. */
export function plainStyle(sanitize: Sanitize): Style {
  return { quote: sanitize, plain: sanitize, say: sanitize };
}

/** The same style with no text longer than so many characters. */
export function shortened(style: Style, longest: number): Style {
  return {
    quote: (text, maxLength = longest) => style.quote(text, Math.min(maxLength, longest)),
    plain: (text, maxLength = longest) => style.plain(text, Math.min(maxLength, longest)),
    say: (text, maxLength = longest) => style.say(text, Math.min(maxLength, longest)),
  };
}
