/** `docs/troubleshooting.md`: its sections, and the messages in them. `…` stands for what differs from run to run. */
import { textOf } from './sources.js';

interface Section {
  readonly heading: string;
  /** The lines of its blocks of plain text. */
  readonly messages: readonly string[];
}

const SECTIONS: readonly Section[] = textOf('docs/troubleshooting.md')
  .split(/^#+ /m)
  .map((section) => ({
    heading: section.slice(0, section.indexOf('\n')),
    messages: [...section.matchAll(/^```text\n([^]*?)^```/gm)].flatMap(([, block = '']) => block.trimEnd().split('\n')),
  }));

/** Whether the page has a text of the code as a message. Its `…` and `{name}` stand for what the code puts in. */
export function pageHas(message: string): boolean {
  const text = message.trim().replaceAll(/\{\w+\}/g, '…');
  // Sentences begin with a capital.
  const pattern = patternOf(text).source.replace(/^[a-z]/, (first) => `[${first}${first.toUpperCase()}]`);
  return SECTIONS.some(({ messages }) => messages.some((line) => new RegExp(pattern).test(line)));
}

function patternOf(text: string): RegExp {
  const parts = text.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.*'));
}
