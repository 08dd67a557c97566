/** How many columns of a terminal a text takes. */

/**
 * What takes two columns: the letters of East Asian scripts, their full-width forms, and emoji ("East Asian Width" W and F,
 * Unicode Standard Annex 11, by scripts and properties that a regular expression knows).
 */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;

/** What stands over the letter before it. */
const NONE = /\p{Mn}|\p{Me}/u;

/** The beginning of a text that takes no more than so many columns; one that is cut ends in `…`. */
export function cutToColumns(text: string, columns: number): string {
  let used = 0;
  let kept = '';
  let fits = '';
  for (const letter of text) {
    used += NONE.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
    if (used > columns) return columns < 1 ? '' : `${fits}…`;
    kept += letter;
    if (used < columns) fits = kept;
  }
  return kept;
}
