/** XML that is well-formed whatever the text. */

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Attributes of an element, by name. */
export type Attributes = Readonly<Record<string, string | number>>;

/** What no XML 1.0 document may have, however it is written ("Char" in the recommendation). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** @param content elements that have been made here, or a text */
export function element(name: string, attributes: Attributes = {}, content: readonly string[] | string = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  const start = `<${name}${given.join('')}`;
  if (content.length === 0) return `${start}/>`;
  if (typeof content === 'string') return `${start}>${escape(content)}</${name}>`;
  return `${start}>\n${content.join('\n')}\n</${name}>`;
}

function escape(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
