/** The imports in `src/` are those that `docs/architecture.md` allows, and make no circle. */
import { describe, expect, it } from '@jest/globals';

import { LAYERS, layersOf } from '../../scripts/docs/layers.js';
import { filesBelow, importsOf } from './support/sources.js';

interface Import {
  readonly file: string;
  readonly to: string;
}

const files = filesBelow('src');
const imports: Import[] = files.flatMap((file) => importsOf(file).map((to) => ({ file, to })));
const isOurs = ({ to }: Import): boolean => to.startsWith('src/');

/** The layers that a layer's files import, or the packages; each once. */
function importedBy(layer: string, kind: 'layers' | 'packages'): string[] {
  const own = imports.filter((each) => layersOf(each.file).includes(layer) && isOurs(each) === (kind === 'layers'));
  const to = own.flatMap((each) => (kind === 'layers' ? layersOf(each.to) : each.to));
  return [...new Set(to)].filter((name) => name !== layer).sort();
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
  it('belongs to exactly one layer', () => {
    expect(files.filter((file) => layersOf(file).length !== 1)).toEqual([]);
  });

  it('imports files of src/ alone, but for packages', () => {
    const outside = imports.filter(({ to }) => (to.startsWith('src/') ? !files.includes(to) : /\.ts$|^\./.test(to)));
    expect(outside).toEqual([]);
  });

  it('is in no circle of imports, those of types included', () => {
    expect(circles()).toEqual([]);
  });
});

describe('the layer', () => {
  it.each(LAYERS.map((layer) => ({ ...layer })))('$name imports what it may, and may no more', (layer) => {
    expect(importedBy(layer.name, 'layers')).toEqual([...layer.imports].sort());
    expect(importedBy(layer.name, 'packages')).toEqual([...layer.packages].sort());
  });

  it.each(LAYERS.map((layer, index) => ({ ...layer, index })))('$name imports layers above it alone', (layer) => {
    const above = LAYERS.slice(0, layer.index).map(({ name }) => name);
    expect(layer.imports.filter((name) => !above.includes(name))).toEqual([]);
  });
});
