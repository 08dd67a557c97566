/** Texts that a tool leaves behind in place of a value: they tell what went wrong in the step before. */

/** What jq, JavaScript, Python, Go and Terraform print for a value that is not there. */
const NOTHING = ['null', 'undefined', 'none', 'nil', '<nil>', '<no value>', 'nan', '[object object]'];

/** Longer texts are looked at by their beginning alone. */
const MAX_LENGTH = 500;

/** Whether a text is what a program prints for a value that is not there. */
export function isNothing(text: string): boolean {
  return text.length <= MAX_LENGTH && NOTHING.includes(text.toLowerCase());
}

/**
 * What a text is in place of a value, as a sentence.
 *
 * @returns `undefined` for a text that may be a value
 */
export function explainLeftover(text: string): string | undefined {
  const beginning = text.slice(0, MAX_LENGTH);
  if (isNothing(text)) return 'That is what a program prints for a value that is not there: look at the step before.';
  if (beginning.includes('${{')) {
    return 'That is an expression that was not evaluated: GitHub evaluates ${{ }} in workflow files alone.';
  }
  if (/^(?:\$\w+|\$\{\w+\}|\$\([^)]*\)|%\w+%)$/.test(beginning)) {
    return 'That is a variable that was not replaced: no shell reads this text.';
  }
  if (/^\*+$/.test(beginning)) return 'That is what a log shows in place of a secret: pass the secret itself.';
  return undefined;
}

/** What stands between quotes, `undefined` for a text without them. */
export function unquoted(text: string): string | undefined {
  const quoted = /^(["'`])(?<inner>[^"'`]{1,500})\1$/.exec(text.slice(0, MAX_LENGTH + 3));
  return quoted?.groups?.['inner'];
}

/**
 * What a text is in place of a secret, as a sentence that shows nothing of it.
 *
 * @param noun `token`, `secret key`
 */
export function explainSecret(text: string, noun: string): string | undefined {
  const beginning = text.slice(0, MAX_LENGTH);
  if (/^[{[]/.test(beginning) && noun === 'token') {
    return 'That is the body of an answer: IAM answers the token in the header X-Subject-Token.';
  }
  if (/^(?:bearer|x-auth-token:|x-subject-token:)\s/i.test(beginning)) {
    return `Leave out what stands before the ${noun}: pass the ${noun} alone.`;
  }
  if (/^(["'`]).*\1$/s.test(text)) return 'It is in quotes: pass it without them.';
  return explainLeftover(text);
}
