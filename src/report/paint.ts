/** Colour for the log. It only repeats what a word or an icon says already. */
export type Tone = 'bad' | 'good' | 'quiet' | 'strong' | 'warning';

/** Shows a text in a tone. */
export type Paint = (text: string, tone: Tone | undefined) => string;

// Spelled by number: a terminal that shows this file must not obey it.
const ESC = String.fromCharCode(0x1b);

/** Colours that are legible on a dark and on a light background alike. */
const CODES: Readonly<Record<Tone, number>> = { bad: 31, good: 32, quiet: 90, strong: 1, warning: 33 };

/** For logs that show no colour. */
export const plain: Paint = (text) => text;

/** For logs that understand ANSI's colours. Each text ends its own colour: no line depends on the one before. */
export const ansi: Paint = (text, tone) =>
  tone === undefined || text === '' ? text : `${ESC}[${CODES[tone]}m${text}${ESC}[0m`;
