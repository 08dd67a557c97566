/** What a report says first: the verdict, and in a block that stands out what broke, why, and what to do about it. */
import type { GateResult } from '../engine/events.js';
import { causeSentence, endSentence } from './causes.js';
import { rankedCauses, type RankedCause } from './facts.js';
import { hintOf } from './hints.js';
import { markdownStyle } from './markdown.js';
import { causeOf, earlyEndSentence, stillRunningSentence, verdictText } from './sentences.js';
import { shortened, type Style } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import { counted, pathText } from './words.js';

/** How much the beginning of a report may say. */
export interface IntroSize {
  /** How many root causes are named. */
  readonly causes: number;
  /** How long one remote text may be. */
  readonly text: number;
}

/** The verdict as a heading and, unless it is a success, the block that explains it. */
export function introLines(result: GateResult, size: IntroSize, sanitize: Sanitize): string[] {
  const style = shortened(markdownStyle(sanitize), size.text);
  const heading = [`## ${verdictText(result, style)}`, ''];
  if (result.outcome === 'success') return heading;
  const causes = rankedCauses(result.jobs);
  const failed = result.outcome === 'failed';
  const reason =
    failed && causes.length > 0
      ? causes.slice(0, size.causes).flatMap((cause) => causeLines(cause, result.jobs.length > 1, style, sanitize))
      : [`**Why:** ${endSentence(causeOf(result, style))}`];
  const more =
    failed && causes.length > size.causes ? [`… and ${counted(causes.length - size.causes, 'more root cause')}`] : [];
  const running = stillRunningSentence(result.jobs, style);
  const notes = [earlyEndSentence(result.jobs, style), running].filter((note) => note !== '');
  const paragraphs = [...reason, ...more, ...notes.map((note) => `⚠️ ${note}`)];
  // GitHub makes a coloured box with an icon and a word of it; elsewhere it is a quotation.
  const severe = failed || result.outcome === 'error';
  const block = [`> [!${severe ? 'CAUTION' : 'WARNING'}]`, paragraphs.map((line) => `> ${line}`).join('\n>\n')];
  return [...heading, ...block, ''];
}

function causeLines({ result, cause }: RankedCause, several: boolean, style: Style, sanitize: Sanitize): string[] {
  const whose = several ? ` (job ${style.quote(result.jobId)})` : '';
  const hint = hintOf(cause, sanitize);
  return [
    `**Root cause:** ${causeSentence(cause, style)}`,
    ...(several || cause.visit.depth > 0 ? [`Path: ${pathText(cause.visit, style)}${whose}`] : []),
    ...(hint === '' ? [] : [`💡 ${hint}`]),
  ];
}
