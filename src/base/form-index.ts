import type { Symbols } from './symbols.js';

/** The base of the hash, any odd number, and what spreads a hash over the slots (Knuth's multiplicative hashing). */
const BASE = 0x01000193;
const SPREAD = 0x9e3779b1;

const MIN_SLOTS = 256;

/** Stands between two forms, and in no form and no text. */
const BETWEEN = 0;

/**
 * Finds forms of secrets in the symbols of a text: one look-up for each symbol, however many and however long the forms
 * are, by the hash of the last few symbols, which rolls along with the text (Rabin and Karp).
 */
export class FormIndex {
  /** How many last symbols of a row its hash is made of. No row is shorter. */
  readonly #hashed: number;
  /** Every so many symbols of a form a row begins. */
  readonly #step: number;
  /** `BASE` to the power of {@link #hashed}: takes the symbol out of the hash that has fallen out of its window. */
  readonly #outgoing: number;
  /** The forms, one after another. Their first symbol has the index 1. */
  #forms = new Uint8Array(1024);
  #size = 1;
  /** For each slot where its row ends in {@link #forms}, 0 if it is free, and how long the row is. */
  #ends = new Uint32Array(MIN_SLOTS);
  #lengths = new Uint8Array(MIN_SLOTS);
  #rows = 0;

  constructor(hashed: number, step: number) {
    this.#hashed = hashed;
    this.#step = step;
    let power = 1;
    for (let count = 0; count < hashed; count += 1) power = Math.imul(power, BASE);
    this.#outgoing = power;
  }

  /** Adds a form, of 255 symbols at most, that is to be found as a whole. */
  addWhole(form: Uint8Array): void {
    const end = this.#append(form) + form.length;
    this.#insert(end, form.length, this.#hashOf(end));
  }

  /** Adds a form of which every part is to be found that has as many symbols as are hashed, a step more, less one. */
  addParts(form: Uint8Array): void {
    const start = this.#append(form);
    const hashed = this.#hashed;
    this.#reserve(Math.ceil(form.length / this.#step));
    let hash = 0;
    for (let at = 0; at < form.length; at += 1) {
      hash = (Math.imul(hash, BASE) + (form[at] ?? 0)) | 0;
      if (at >= hashed) hash = (hash - Math.imul(form[at - hashed] ?? 0, this.#outgoing)) | 0;
      if (at + 1 >= hashed && (at + 1 - hashed) % this.#step === 0) this.#insert(start + at + 1, hashed, hash);
    }
  }

  /**
   * Finds what the text has of the forms, in its order.
   *
   * @param found called with the first and the last symbol of each find; finds may overlap
   */
  search({ codes, count }: Symbols, found: (first: number, last: number) => void): void {
    if (this.#rows === 0) return;
    const [ends, hashed, outgoing, shift] = [this.#ends, this.#hashed, this.#outgoing, this.#shift];
    let hash = 0;
    let next = 0;
    for (let at = 0; at < count; at += 1) {
      hash = (Math.imul(hash, BASE) + (codes[at] ?? 0)) | 0;
      if (at >= hashed) hash = (hash - Math.imul(codes[at - hashed] ?? 0, outgoing)) | 0;
      // What has been found already is not looked up, or a long find would be measured again at each of its symbols.
      if (at < next || ends[Math.imul(hash, SPREAD) >>> shift] === 0) continue;
      const row = this.#longestRowAt(codes, at + 1, hash);
      if (row === undefined) continue;
      next = at + 1 + this.#alikeAfter(row.end, codes, at + 1, count);
      found(at + 1 - row.length - this.#alikeBefore(row.end - row.length, codes, at + 1 - row.length), next - 1);
    }
  }

  /** The longest row that ends where so many symbols of the text do. */
  #longestRowAt(codes: Uint8Array, endOfText: number, hash: number): { end: number; length: number } | undefined {
    let longest: { end: number; length: number } | undefined;
    const mask = this.#ends.length - 1;
    for (let slot = this.#slotOf(hash); this.#ends[slot] !== 0; slot = (slot + 1) & mask) {
      const [end, length] = [this.#ends[slot] ?? 0, this.#lengths[slot] ?? 0];
      if (length <= (longest?.length ?? 0) || length > endOfText) continue;
      if (endAlike(this.#forms, end, codes, endOfText, length)) longest = { end, length };
    }
    return longest;
  }

  /** How many symbols after a row are the text's too. */
  #alikeAfter(end: number, codes: Uint8Array, endOfText: number, count: number): number {
    let length = 0;
    while (endOfText + length < count && this.#forms[end + length] === codes[endOfText + length]) length += 1;
    return length;
  }

  /** How many symbols before a row are the text's too; before more than a step there would have been another row. */
  #alikeBefore(start: number, codes: Uint8Array, startInText: number): number {
    let length = 0;
    while (length < this.#step && this.#forms[start - 1 - length] === codes[startInText - 1 - length]) length += 1;
    return length;
  }

  #append(form: Uint8Array): number {
    const start = this.#size;
    this.#size += form.length + 1;
    if (this.#size > this.#forms.length) {
      const forms = new Uint8Array(2 * this.#size);
      forms.set(this.#forms);
      this.#forms = forms;
    }
    this.#forms.set(form, start);
    this.#forms[this.#size - 1] = BETWEEN;
    return start;
  }

  /** Notes a row, unless an equal one is there: a secret that repeats itself must not fill the slots with itself. */
  #insert(end: number, length: number, hash: number): void {
    this.#reserve(1);
    let slot = this.#slotOf(hash);
    const mask = this.#ends.length - 1;
    for (; this.#ends[slot] !== 0; slot = (slot + 1) & mask) {
      const isKnown = this.#lengths[slot] === length;
      if (isKnown && endAlike(this.#forms, this.#ends[slot] ?? 0, this.#forms, end, length)) return;
    }
    this.#ends[slot] = end;
    this.#lengths[slot] = length;
    this.#rows += 1;
  }

  /** Makes room for so many rows more: no more than a quarter of the slots is ever taken. */
  #reserve(rows: number): void {
    const [ends, lengths] = [this.#ends, this.#lengths];
    let slots = ends.length;
    while (4 * (this.#rows + rows) > slots) slots *= 2;
    if (slots === ends.length) return;
    this.#ends = new Uint32Array(slots);
    this.#lengths = new Uint8Array(slots);
    this.#rows = 0;
    ends.forEach((end, slot) => {
      if (end !== 0) this.#insert(end, lengths[slot] ?? 0, this.#hashOf(end));
    });
  }

  #hashOf(end: number): number {
    let hash = 0;
    for (let at = end - this.#hashed; at < end; at += 1) hash = (Math.imul(hash, BASE) + (this.#forms[at] ?? 0)) | 0;
    return hash;
  }

  #slotOf(hash: number): number {
    return Math.imul(hash, SPREAD) >>> this.#shift;
  }

  /** Leaves as many upper bits of a spread hash as number the slots, which are a power of two. */
  get #shift(): number {
    return Math.clz32(this.#ends.length) + 1;
  }
}

/** Whether so many symbols before one index and before another are the same. */
function endAlike(a: Uint8Array, endOfA: number, b: Uint8Array, endOfB: number, length: number): boolean {
  for (let back = 1; back <= length; back += 1) {
    if (a[endOfA - back] !== b[endOfB - back]) return false;
  }
  return true;
}
