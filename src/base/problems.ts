/** What is wrong with the inputs, one sentence each: all of it is told at once. */
export class Problems {
  readonly sentences: string[] = [];
  readonly #show: (text: string) => string;

  /** @param show makes what was given fit to be shown: in one line, cut, without secrets */
  constructor(show: (text: string) => string) {
    this.#show = show;
  }

  /** @param from where the value came from, e.g. `input region` */
  refuse(from: string, given: string, wanted: string): void {
    this.add(`${from} ${given === '' ? 'is missing' : `is "${this.#show(given)}"`}: ${wanted}`);
  }

  /** A whole sentence. For secrets, and for what may hold one: the given text is not shown. */
  add(sentence: string): void {
    this.sentences.push(sentence.charAt(0).toUpperCase() + sentence.slice(1));
  }
}
