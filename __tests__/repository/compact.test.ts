/** What is shipped is the program that ncc made, without comments. */
import vm from 'node:vm';

import { describe, expect, it } from '@jest/globals';

import { compact } from '../../scripts/compact.js';

const PROGRAM = `#!/usr/bin/env node
/* head */ "use strict"; // to the end
const nothing = () => {
        return /* a line feed
        */ 1;
};

;// CONCATENATED MODULE: ./src/a.ts


    const pattern = /\\/\\/[/*]x/g; /** what it does */
    const text = \`a // b
    /* c */ \${ /* gone */ nothing() }
        d\`;
function unused() { return onlyUnused(); }
function onlyUnused() { return 'gone'; }
const helper = (undefined && undefined.gone) || function () { return 'gone'; };
const effect = (nothing.again = true);
class Unused { method() { return 'gone'; } }
class Effects { static { nothing.called = true; } }
class Used { [nothing.name]() { return 'kept'; } }
class Text { gone() { return this.gone(); } text() { return 'text'; } toString() { return this.text(); } }
function used() { return 'used'; }
({ effects: [nothing.called, nothing.again], words: \`\${new Text()}\`, used: used(), pattern: String(pattern), text, quoted: '// "kept" /* kept */', nothing: nothing(), size: text.length/**/});
// end
`;

describe('a bundle made shorter', () => {
  const shorter = compact(PROGRAM);

  it('means the same', () => {
    const run = (code: string): unknown => vm.runInNewContext(code.replace(/^#!.*/, ''), {});
    expect(JSON.stringify(run(shorter))).toBe(JSON.stringify(run(PROGRAM)));
  });

  it('has no functions and classes that nobody uses, but those that do something when they are made', () => {
    expect(shorter).not.toMatch(/unused|Unused|helper|gone/);
    expect(shorter).toMatch(/class Effects[\s\S]*class Used/);
  });

  it('has no comments and no empty lines, but says where modules begin', () => {
    expect(shorter).not.toMatch(/head|to the end|a line feed|what it does|gone|\/\/ end|\n\n/);
    expect(shorter).toContain('\n;// src/a.ts\n');
  });

  it('starts with the line that names its interpreter', () => {
    expect(shorter).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('is indented by tabs', () => {
    expect(shorter).toContain('\n\tconst pattern');
  });
});
