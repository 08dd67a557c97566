/** The imports in `src/` are those that `docs/architecture.md` allows, and make no circle. */
import { describe, expect, it } from '@jest/globals';

import { ROOMS, roomsOf } from '../../scripts/docs/rooms.js';
import { filesBelow, importsOf } from './support/sources.js';

interface Import {
  readonly file: string;
  readonly to: string;
}

const files = filesBelow('src');
const imports: Import[] = files.flatMap((file) => importsOf(file).map((to) => ({ file, to })));
const isOurs = ({ to }: Import): boolean => to.startsWith('src/');

/** The rooms that a room's files import, or the packages; each once. */
function importedBy(room: string, kind: 'rooms' | 'packages'): string[] {
  const own = imports.filter((each) => roomsOf(each.file).includes(room) && isOurs(each) === (kind === 'rooms'));
  const to = own.flatMap((each) => (kind === 'rooms' ? roomsOf(each.to) : each.to));
  return [...new Set(to)].filter((name) => name !== room).sort();
}

/** The files that lead back to themselves: what is left once whatever imports nothing of the rest is taken away. */
function circles(): string[] {
  let left = files;
  for (;;) {
    const stuck = left.filter((file) => importsOf(file).some((to) => left.includes(to)));
    if (stuck.length === left.length) return left;
    left = stuck;
  }
}

describe('every file of src/', () => {
  it('belongs to exactly one room', () => {
    expect(files.filter((file) => roomsOf(file).length !== 1)).toEqual([]);
  });

  it('imports files of src/ alone, but for packages', () => {
    const outside = imports.filter(({ to }) => (to.startsWith('src/') ? !files.includes(to) : /\.ts$|^\./.test(to)));
    expect(outside).toEqual([]);
  });

  it('is in no circle of imports, those of types included', () => {
    expect(circles()).toEqual([]);
  });
});

describe('the room', () => {
  it.each(ROOMS.map((room) => ({ ...room })))('$name imports what it may, and may no more', (room) => {
    expect(importedBy(room.name, 'rooms')).toEqual([...room.imports].sort());
    expect(importedBy(room.name, 'packages')).toEqual([...room.packages].sort());
  });

  it.each(ROOMS.map((room, index) => ({ ...room, index })))('$name imports rooms above it alone', (room) => {
    const above = ROOMS.slice(0, room.index).map(({ name }) => name);
    expect(room.imports.filter((name) => !above.includes(name))).toEqual([]);
  });
});
