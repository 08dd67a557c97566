/**
 * The secrets of this process: the one place that knows which strings must never be shown.
 *
 * The runner masks what it is told to, but only in the log, and only on runners that do; a service that quotes the
 * token in an error message would still put it into outputs and files. So remote text is redacted here as well.
 */
export class Secrets {
  /** The longest first: a secret that is part of another one must not leave the rest of it behind. */
  #forms: readonly string[] = [];
  readonly #announce: (secret: string) => void;

  /** @param announce told each secret once, before anything else can use it; the host hands it to the runner */
  constructor(announce: (secret: string) => void) {
    this.#announce = announce;
  }

  /** Adds a secret, to be called before its first use. Empty strings are no secrets. */
  add(secret: string): void {
    if (secret === '' || this.#forms.includes(secret)) return;
    this.#announce(secret);
    const forms = new Set([...this.#forms, ...encodings(secret)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
  }

  /** The text with each secret, plain or in one of the encodings that requests and answers use, replaced by `***`. */
  redact(text: string): string {
    let redacted = text;
    for (const form of this.#forms) redacted = redacted.replaceAll(form, '***');
    return redacted;
  }
}

function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')];
}
