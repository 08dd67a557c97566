/**
 * `docs/troubleshooting.md` has every text that the code can print about something that went wrong.
 *
 * Every text in `src/` counts unless it is listed here as one that is no error: a new one has to be put on the page, or
 * on the list.
 */
import { describe, expect, it } from '@jest/globals';

import { HELP_TOPICS, helpAnchor } from '../../src/report/help.js';
import { documentOf } from './support/documents.js';
import { filesBelow, messagesIn, stringsIn, textOf } from './support/sources.js';
import { pageHas } from './support/troubleshooting.js';

/** What else the code says. */
const NO_ERRORS: readonly string[] = [
  // Titles of annotations.
  'Certificates are checked',
  'Check the settings',
  // What requests and comments carry.
  '… Access=…, SignedHeaders=…, Signature=…',
  'no request is repeated with other credentials',
  '<!-- cloud-job-gate key=… run=… attempt=… -->',
  // What files of the command line hold, and its live status.
  '<?xml version="1.0" encoding="UTF-8"?>',
  'more sub-job',
  'It has no status.',
  'It failed.',
  'It was … when it was last seen.',
  'It was … (…) when it was last seen.',
  'There are too many to list.',
  'no usable answer, asking again',
  // Parts that do not come together, and a word for an error that has no code.
  'no command: did you mean …?',
  'unknown error',
  // Where a setting came from.
  'argument JOB_ID',
  'option --token-file',
  'the default of status',
  // What the reports say of a wait that is in order, and how they count.
  '  until     …, … at most',
  'Exchanged the OIDC token for credentials',
  'Renewed the credentials ahead of their end',
  'Renewed the credentials after a 401',
  'on the page of this run',
  'not waited for',
  '🚫 Not waited for',
  '❔ Unknown (never answered)',
  '❌ Failed (the job itself: …)',
  ', … of them Failed',
  'The details of … are left out.',
  'The chart leaves out … of … sub-jobs.',
  '  title When each sub-job ran (UTC)',
  '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
  "%%{init: {'gantt': {'leftPadding': 16, 'rightPadding': 24}, 'themeVariables': {'doneTaskBkgColor': 'rgba(128,128,128,0.3)', 'activeTaskBkgColor': 'rgba(56,139,253,0.35)', 'sectionBkgColor': 'rgba(128,128,128,0.2)'}}}%%",
  'new sub-job',
  ', asking again in …',
  'no usable answer yet',
  'The wait went on.',
  '… And …: see the report.',
  '[Log and summary of this run](…)',
  '[What this means and what to do](…)',
  'IDs and requests',
  'Project and endpoint',
];

/** A text that a person reads: so many words at least. */
function isProse(text: string, words: number): boolean {
  return (text.match(/[A-Za-z]{2,}/g) ?? []).length >= words && /\w\S* \S*\w/.test(text);
}

/** The rows of services and what describes options are data: what of them gets into a message is a `…` on the page. */
/** So are the headings of the page itself, which are looked for below. */
const DATA = [
  'src/services/table',
  'src/config/descriptions.ts',
  'src/hosts/cli/help.ts',
  'src/hosts/cli/options.ts',
  'src/report/help.ts',
];
const sources = filesBelow('src').filter((file) => !DATA.some((place) => file.startsWith(place)));

/** The command line makes its messages of parts, and some have two words alone: `unknown option`. */
const textsIn = (file: string): string[] =>
  file.startsWith('src/hosts/cli/')
    ? messagesIn(file).filter((text) => isProse(text, 2))
    : stringsIn(file).filter((text) => isProse(text, 3));

/** What is written in an attempt, and said to have failed where that fails: `The report`. */
const attempted = sources.flatMap((file) =>
  [...textOf(file).matchAll(/\battempt\('([^']+)'/g)].map(([, what = '']) => `${what} could not be written: …`),
);

const texts = [...new Set([...sources.flatMap(textsIn), ...attempted])];

describe('the page on troubleshooting', () => {
  it('has every message about something that went wrong', () => {
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => !NO_ERRORS.includes(text) && !pageHas(text))).toEqual([]);
  });

  it('has a heading for each topic that reports link to', () => {
    const { anchors } = documentOf(textOf('docs/troubleshooting.md'));
    expect(HELP_TOPICS.map(helpAnchor).filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });

  it('leaves out nothing that is not there any more', () => {
    expect(NO_ERRORS.filter((text) => !texts.includes(text))).toEqual([]);
  });
});
