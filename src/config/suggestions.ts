/**
 * What a wrong value is, and what was probably meant by it. All functions are pure, and look at short texts or at their beginning
 * alone, so that their work has a bound.
 */
import { findRegion, FIXED_REGIONS, regionOf } from '../base/regions.js';
import { nearest } from '../base/words.js';
import { MAX_DURATION_MS, parseDuration, UNIT_MS } from '../base/time.js';
import type { Service } from '../services/service.js';

/** No text that is longer is a slip of the pen. */
const MAX_LENGTH = 200;

/** Units by their usual spellings. */
const UNITS: readonly (readonly [spellings: RegExp, unit: string])[] = [
  [/^(?:ms|msecs?|millis|milliseconds?)$/, 'ms'],
  [/^(?:s|secs?|seconds?)$/, 's'],
  [/^(?:m|mins?|minutes?)$/, 'm'],
  [/^(?:h|hrs?|hours?)$/, 'h'],
  [/^(?:d|days?)$/, 'd'],
];

/** A duration in other spellings: `30 min`, `1.5h`, `1h, 30m`, `2 days`, `PT30M`. */
export function suggestDuration(text: string): string | undefined {
  const given = text.toLowerCase().replace(/^pt(?=\d)/, '');
  if (text.length > MAX_LENGTH || !/^(?:\d+(?:\.\d+)? ?[a-z]+(?:,? ?(?=\d)|$))+$/.test(given)) return undefined;
  let total = 0;
  for (const [, count, word = ''] of given.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+),? ?/gy)) {
    const [, unit = ''] = UNITS.find(([spellings]) => spellings.test(word)) ?? [];
    total += Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  }
  return total >= 1 && total <= MAX_DURATION_MS ? written(Math.round(total)) : undefined;
}

/** Milliseconds as a sum of whole units: `1h30m`. */
function written(milliseconds: number): string {
  let rest = milliseconds;
  return ['h', 'm', 's', 'ms']
    .map((unit) => {
      const size = UNIT_MS[unit] ?? 1;
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count}${unit}`;
    })
    .join('');
}

/** `auto`, or an interval in another spelling that is no shorter than it may be. */
export function suggestInterval(text: string, minMs: number): string | undefined {
  const meant = suggestDuration(text);
  return meant !== undefined && (parseDuration(meant) ?? 0) >= minMs ? meant : nearest(text, ['auto']);
}

/** A region that was given in capitals, as an availability zone (`eu-de-01`), without its number, a project's name or a host. */
export function suggestRegion(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const url = text.includes('://') ? text : `https://${text}`;
  const ofHost = URL.canParse(url) ? regionOf(new URL(url))?.name : undefined;
  const name = text.toLowerCase().replaceAll(/[\s_]+/g, '-');
  const zone = /^(?<region>.+?)(?:-\d\d|[a-z])$/.exec(name)?.groups?.['region'] ?? '';
  const project = /^(?<region>[^_]+)_/.exec(text.toLowerCase())?.groups?.['region'] ?? '';
  const exact = [name, zone, project, `${name}-1`].find((each) => findRegion(each) !== undefined);
  return ofHost ?? exact ?? nearest(text, FIXED_REGIONS);
}

/** Words that mean yes and no elsewhere. */
const YES = ['true', 'yes', 'y', 'on', '1'];
const NO = ['false', 'no', 'n', 'off', '0'];

/** One of several words that was misspelt, or said as a boolean. */
export function suggestChoice(text: string, choices: readonly string[]): string | undefined {
  const word = text.toLowerCase();
  if (YES.includes(word)) return choices.find((choice) => choice === 'true' || choice === 'always');
  if (NO.includes(word)) return choices.find((choice) => choice === 'false' || choice === 'never');
  const [part, another] = word.length < 3 ? [] : choices.filter((choice) => choice.split('-').includes(word));
  return nearest(text, choices) ?? (another === undefined ? part : undefined);
}

/** What would be right in place of a word that is none of several, since what was meant is a guess. */
export function oneOf(choices: readonly string[], meant: string | undefined): string {
  const list = choices.join(', ');
  return meant === undefined ? `pass one of ${list}.` : `did you mean ${meant}? Pass one of ${list}.`;
}

/** A service by its title, by its host, or by a word of its full name: `sfsturbo`, `swr-api`, `kafka`. */
export function suggestService(text: string, services: readonly Service[]): string | undefined {
  const word = text.toLowerCase();
  const namesOf = ({ name, title, host, hostExceptions }: Service): (string | undefined)[] => [
    name,
    title,
    host,
    ...hostExceptions.map((exception) => exception.host),
  ];
  const wordsOf = ({ fullName }: Service): string[] => fullName.toLowerCase().split(/[^a-z\d]+/);
  const found =
    only(services.filter((service) => namesOf(service).some((name) => name?.toLowerCase() === word))) ??
    only(services.filter((service) => word.length > 2 && wordsOf(service).some((each) => isWord(each, word))));
  const names = services.map(({ name }) => name);
  const title = nearest(text, [...new Set(services.map((service) => service.title))]);
  return found?.name ?? nearest(text, names) ?? services.find((service) => service.title === title)?.name;
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Whether two words are the same, in the singular or the plural. */
function isWord(word: string, other: string): boolean {
  return word === other || `${word}s` === other || word === `${other}s`;
}

/** A URL without its scheme, or with `http` in place of `https`. */
export function suggestUrl(text: string): string | undefined {
  const bare = text.replace(/^(?:http:)?\/\//i, '');
  if (text.length > MAX_LENGTH || /[\s@?#]/.test(bare) || bare.includes('://')) return undefined;
  const isLocal = /^(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?(?:\/|$)/i.test(bare);
  const url = `${isLocal ? 'http' : 'https'}://${bare}`;
  const isHost = isLocal || /^[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?(?:\/|$)/i.test(bare);
  return isHost && url !== text && URL.canParse(url) ? url : undefined;
}

/** A project's ID is not its name, which begins with its region: `eu-de`, `eu-de_project`. */
export function isProjectName(text: string): boolean {
  return text.length <= MAX_LENGTH && findRegion(text.split('_')[0] ?? '') !== undefined;
}

/** What jq, JavaScript, Python, Go and Terraform print for a value that is not there. */
const NOTHING = ['null', 'undefined', 'none', 'nil', '<nil>', '<no value>', 'nan', '[object object]'];

/** Longer texts are looked at by their beginning alone. */
const MAX_BEGINNING = 500;

/** Whether a text is what a program prints for a value that is not there. */
export function isNothing(text: string): boolean {
  return text.length <= MAX_BEGINNING && NOTHING.includes(text.toLowerCase());
}

/**
 * What a text is in place of a value, as a sentence.
 *
 * @returns `undefined` for a text that may be a value
 */
export function explainLeftover(text: string): string | undefined {
  const beginning = text.slice(0, MAX_BEGINNING);
  if (isNothing(text)) return 'That is what a program prints for a value that is not there: look at the step before.';
  if (beginning.includes('${{')) {
    return 'That is an expression that was not evaluated: GitHub evaluates ${{ }} in workflow files alone.';
  }
  if (/^(?:\$\w+|\$\{\w+\}|\$\([^)]*\)|%\w+%)$/.test(beginning)) {
    return 'That is a variable that was not replaced: a shell does that, but not in single quotes.';
  }
  if (/^\*+$/.test(beginning)) return 'That is what a log shows in place of a secret: pass the secret itself.';
  return undefined;
}

/** What stands between quotes, `undefined` for a text without them. */
export function unquoted(text: string): string | undefined {
  const quoted = /^(["'`])(?<inner>[^"'`]{1,500})\1$/.exec(text.slice(0, MAX_BEGINNING + 3));
  return quoted?.groups?.['inner'];
}

/**
 * What a text is in place of a secret, as a sentence that shows nothing of it.
 *
 * @param noun `token`, `secret key`
 */
export function explainSecret(text: string, noun: string): string | undefined {
  const beginning = text.slice(0, MAX_BEGINNING);
  if (/^[{[]/.test(beginning) && noun === 'token') {
    return 'That is the body of an answer: IAM answers the token in the header X-Subject-Token.';
  }
  if (/^(?:bearer|x-auth-token:|x-subject-token:)\s/i.test(beginning)) {
    return `Leave out what stands before the ${noun}: pass the ${noun} alone.`;
  }
  if (/^(["'`]).*\1$/s.test(text)) return 'It is in quotes: pass it without them.';
  return explainLeftover(text);
}
