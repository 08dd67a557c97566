/**
 * `docs/troubleshooting.md` has every text that the code can print about something that went wrong, and no other.
 *
 * Every text in `src/` counts unless it is listed here as one that is no error: a new one has to be put on the page, or
 * on the list.
 */
import { describe, expect, it } from '@jest/globals';

import { SERVICES } from '../../src/services/table.js';
import { filesBelow, stringsIn, textOf } from './support/sources.js';

/** What else the code says. */
const NO_ERRORS: readonly string[] = [
  ...SERVICES.map(({ fullName }) => fullName).filter(isProse),
  // What requests and comments carry.
  '… Access=…, SignedHeaders=…, Signature=…',
  'no request is repeated with other credentials',
  '<!-- cloud-job-gate key=… run=… attempt=… -->',
  '\n[Log and summary of this run](…)\n',
  // What the reports say of a wait that is in order, and how they count.
  'Waiting for … job …',
  '  until     …, … at most',
  'at automatic intervals',
  'Exchanged the OIDC token for credentials',
  'Renewed the credentials ahead of their end',
  'Renewed the credentials after a 401',
  '…: no usable answer yet',
  'on the page of this run',
  'not waited for',
  '🚫 Not waited for',
  '❔ Unknown (never answered)',
  '❌ Failed (the job itself: …)',
  'more root cause',
  ' And …: see the report.',
  ', … of them Failed',
  'The details of … are left out.',
  'The chart leaves out … of … sub-jobs.',
  '  title When each sub-job ran (UTC)',
  '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
];

/** A text that a person reads: three words at least. */
function isProse(text: string): boolean {
  return (text.match(/[A-Za-z]{2,}/g) ?? []).length >= 3 && /\w\S* \S*\w/.test(text);
}

const texts = [...new Set(filesBelow('src').flatMap(stringsIn).filter(isProse))];

/** The page's lines of what is printed: those in its blocks of plain text. */
const printed = [...textOf('docs/troubleshooting.md').matchAll(/^```text\n([^]*?)^```/gm)].flatMap(([, block = '']) =>
  block.trimEnd().split('\n'),
);

/** Whether a line has a text, whose `…` stand for anything, as they do in the line. Sentences begin with a capital. */
function has(line: string, text: string): boolean {
  const parts = text.trim().split('…');
  const pattern = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(pattern.replace(/^[a-z]/, (first) => `[${first}${first.toUpperCase()}]`)).test(line);
}

describe('the page on troubleshooting', () => {
  it.each(texts.filter((text) => !NO_ERRORS.includes(text)))('has %j', (text) => {
    expect(printed.filter((line) => has(line, text))).not.toEqual([]);
  });

  it.each(printed)('is up to date with %j', (line) => {
    expect(texts.filter((text) => has(line, text))).not.toEqual([]);
  });

  it('leaves out nothing that is not there any more', () => {
    expect(NO_ERRORS.filter((text) => !texts.includes(text))).toEqual([]);
  });
});
