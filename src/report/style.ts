/** How sentences show the words of others; the sentences themselves are the same in every report. */
import type { Clean } from './text.js';

/** The two kinds of words that a sentence is made with besides its own. Each function turns `''` into `''`. */
export interface Style {
  /** Shows remote text. */
  readonly quote: Clean;
  /** The same text cut at the same place, without markup: for asking what it is that the reader sees. */
  readonly plain: Clean;
  /** Shows a sentence that the gate made up at run time, such as an advice that names a host. */
  readonly say: Clean;
}

/** For logs, annotations and outputs: the cleaned text as it is. */
export function plainStyle(clean: Clean): Style {
  return { quote: clean, plain: clean, say: clean };
}

/** The same style with no text longer than so many characters. */
export function shortened(style: Style, longest: number): Style {
  return {
    quote: (text, maxLength = longest) => style.quote(text, Math.min(maxLength, longest)),
    plain: (text, maxLength = longest) => style.plain(text, Math.min(maxLength, longest)),
    say: (text, maxLength = longest) => style.say(text, Math.min(maxLength, longest)),
  };
}
