const ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Whether a text can be a job's or a project's ID, which become part of a path as they are. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** What such an ID looks like. */
export const ID_SYNTAX = 'letters, digits, - and _, 128 at most';
