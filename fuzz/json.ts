/**
 * JSON as it is written: an object is a list of members, so that a name can stand in it twice, in any case, and be
 * written with escapes. What is generated, sent and checked is this, never a parsed copy.
 */

/** A value as it will be written. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject | Repeated;

/** A member: its name, its value, and whether the name is written in `\u` escapes. */
export type Member = readonly [name: string, value: Json, escaped?: boolean];

export interface JsonObject {
  readonly members: readonly Member[];
}

/** A long string, kept short where a case is printed. */
interface Repeated {
  readonly repeat: string;
  readonly times: number;
}

/** The ID that was asked for; whoever sends a document puts it in. */
export const ASKED_ID = '@asked';

/** An object of these members, in this order. */
export function object(...members: Member[]): JsonObject {
  return { members };
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && 'members' in value;
}

function isRepeated(value: Json): value is Repeated {
  return typeof value === 'object' && value !== null && 'repeat' in value;
}

/** The string that a value is, if it is one. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value !== undefined && isRepeated(value) ? value.repeat.repeat(value.times) : undefined;
}

/** The JSON text of a value, with the ID that was asked for in its places. */
export function render(value: Json, askedId: string): string {
  if (isList(value)) return `[${value.map((each) => render(each, askedId)).join(',')}]`;
  if (isObject(value)) {
    const members = value.members.map(
      ([name, of, escaped]) => `${escaped === true ? escapedName(name) : JSON.stringify(name)}:${render(of, askedId)}`,
    );
    return `{${members.join(',')}}`;
  }
  const text = textOf(value);
  return JSON.stringify(text === undefined ? value : text.replaceAll(ASKED_ID, askedId));
}

/** A text in `\\u` escapes, sign by sign. */
export function inEscapes(text: string): string {
  return text.replaceAll(/[^]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function escapedName(name: string): string {
  return `"${inEscapes(name)}"`;
}

/** A step of a path: a member's name, read without regard to case, or a place in a list. */
export type PathStep = string | number;

/** What stands at a path, if all of the path is there. */
export function at(value: Json | undefined, path: readonly PathStep[]): Json | undefined {
  return path.reduce<Json | undefined>((from, step) => {
    if (typeof step === 'number') return isList(from) ? from[step] : undefined;
    if (!isObject(from)) return undefined;
    return from.members.find(([name]) => name.toLowerCase() === step.toLowerCase())?.[1];
  }, value);
}

/** The value with another one at a path; objects and lists that are missing on the way are made. */
export function put(value: Json | undefined, path: readonly PathStep[], to: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (typeof step === 'number') {
    const list = isList(value) ? [...value] : [];
    list[step] = put(list[step], rest, to);
    return list;
  }
  const members = isObject(value) ? value.members : [];
  const index = members.findIndex(([name]) => name === step);
  const made: Member = [step, put(members[index]?.[1], rest, to)];
  return { members: index < 0 ? [...members, made] : members.with(index, made) };
}

/** Whether any object in it has a name twice, in whatever case. */
export function repeatsName(value: Json): boolean {
  if (isList(value)) return value.some(repeatsName);
  if (!isObject(value)) return false;
  const names = value.members.map(([name]) => name.toLowerCase());
  return new Set(names).size < names.length || value.members.some(([, of]) => repeatsName(of));
}
