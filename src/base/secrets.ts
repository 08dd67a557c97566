/** The secrets of this process, in every form in which a text may give one away. */
import { FormIndex } from './form-index.js';
import { plainSymbolsOf, SymbolReader, symbolsOf } from './symbols.js';

/** One look-up key for so many symbols of a long secret: fewer keys are faster, and have to be shorter. */
const PART_STEP = 4;

/** What stands in place of a secret. */
const MASK = '***';

/** Where a text gives a secret away: from an index up to and without another one. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The secrets of this process: the one place that knows which strings must never be shown.
 *
 * The runner masks what it is asked to, but only in the log, and only on runners that do; a service that quotes the
 * token in an error message would still put it into outputs and files. So remote text is redacted here as well.
 *
 * A secret is found in every form of {@link formsOf}, and so is each part of one that leaves {@link PART_LENGTH} symbols,
 * wherever in the secret it comes from: the contract says 24 characters, of which an escape that was cut in half or the
 * padding of base64 may take some away. A secret with fewer symbols than that is found as a whole; one with fewer than
 * {@link MIN_FORM_LENGTH} as it is and percent-encoded, since more of its forms would be found in ordinary text.
 */
export class Secrets {
  readonly #known = new Set<string>();
  readonly #announce: (secret: string) => void;
  /** Found exactly as they are: secrets that are short, or that have few characters to go by. */
  readonly #literals = new Set<string>();
  readonly #wholes = new FormIndex(MIN_FORM_LENGTH, MIN_FORM_LENGTH);
  readonly #parts = new FormIndex(PART_LENGTH + 1 - PART_STEP, PART_STEP);
  readonly #reader = new SymbolReader();

  /** @param announce called with each secret once, before anything else can use it; the host hands it to the runner */
  constructor(announce: (secret: string) => void) {
    this.#announce = announce;
  }

  /** Adds a secret, to be called before its first use. Empty strings are no secrets. */
  add(secret: string): void {
    if (secret === '' || this.#known.has(secret)) return;
    this.#announce(secret);
    this.#known.add(secret);
    const { length } = symbolsOf(secret);
    if (length < PART_LENGTH) this.#literals.add(secret);
    if (length < MIN_FORM_LENGTH) {
      const encoded = encodeURIComponent(Buffer.from(secret).toString());
      this.#literals.add(encoded).add(encoded.replace(/%../g, (escape) => escape.toLowerCase()));
    }
    for (const form of formsOf(secret)) {
      if (form.length < PART_LENGTH) this.#wholes.addWhole(form);
      else this.#parts.addParts(form);
    }
  }

  /** The text with `***` in place of whatever gives a secret away. It takes a time that grows as the text does. */
  redact(text: string): string {
    const spans = [...this.#literalSpans(text), ...this.#formSpans(text)];
    if (spans.length === 0) return text;
    let redacted = '';
    let at = 0;
    for (const { start, end } of united(spans)) {
      redacted += text.slice(at, start) + MASK;
      at = end;
    }
    return redacted + text.slice(at);
  }

  #literalSpans(text: string): Span[] {
    const spans: Span[] = [];
    for (const literal of this.#literals) {
      for (let start = text.indexOf(literal); start !== -1; start = text.indexOf(literal, start + literal.length)) {
        spans.push({ start, end: start + literal.length });
      }
    }
    return spans;
  }

  /** One pass over the text's symbols for each index, with one look-up for each symbol. */
  #formSpans(text: string): Span[] {
    const spans: Span[] = [];
    if (text.length < MIN_FORM_LENGTH) return spans;
    const symbols = this.#reader.read(text);
    for (const index of [this.#parts, this.#wholes]) {
      const own: Span[] = [];
      index.search(symbols, (first, last) => {
        add(own, { start: symbols.starts[first] ?? 0, end: symbols.ends[last] ?? 0 });
      });
      spans.push(...own);
    }
    return spans;
  }
}

/** Adds a span that ends last, and takes up those that it overlaps; one that it only touches stays by itself. */
function add(spans: Span[], span: Span): void {
  let { start } = span;
  for (let last = spans.at(-1); last !== undefined && last.end > start; last = spans.at(-1)) {
    start = Math.min(start, last.start);
    spans.pop();
  }
  spans.push({ start, end: span.end });
}

/** Spans in the order of the text, with those that overlap made one. */
function united(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) result.push(span);
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}

/** From this many symbols on, a part of a form gives the secret away; below, only the whole form does. */
const PART_LENGTH = 15;

/** A form with fewer symbols is not looked for: ordinary text could have it by chance. */
const MIN_FORM_LENGTH = 8;

/**
 * How a secret may be written, each as the symbols that remain of it whatever escapes and line breaks it goes through:
 * as it is, in base64 and base64url behind 0, 1 or 2 other bytes (as `user:secret` in an Authorization header), and in
 * hexadecimal. None is shorter than {@link MIN_FORM_LENGTH}.
 */
function formsOf(secret: string): Uint8Array[] {
  const bytes = Buffer.from(secret, 'utf8');
  const encoded = [0, 1, 2].flatMap((offset) => base64Forms(bytes, offset));
  const hex = bytes.toString('hex');
  // What looks like an escape in the secret itself is read as one where it stands as it is, and as text where the percent
  // sign, the ampersand or the backslash is escaped.
  const looksEscaped = /[%&\\]/.test(secret);
  const plain = looksEscaped ? [symbolsOf(secret), plainSymbolsOf(secret)] : [plainSymbolsOf(secret)];
  const forms = [...plain, ...[...encoded, hex].map(plainSymbolsOf)];
  return forms.filter(({ length }) => length >= MIN_FORM_LENGTH);
}

/**
 * The base64 of bytes that stand behind others, with and without its padding, and without its last character too, which
 * holds bits of whatever follows. The first characters, which hold bits of what stands before, are left out.
 */
function base64Forms(bytes: Buffer, offset: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .slice([0, 2, 3][offset]);
  const unpadded = encoded.replace(/={1,2}$/, '');
  const certain = (bytes.length + offset) % 3 === 0 ? unpadded : unpadded.slice(0, -1);
  // In a longer one every part is looked for, and so these are.
  return certain.length < PART_LENGTH ? [encoded, unpadded, certain] : [encoded];
}
