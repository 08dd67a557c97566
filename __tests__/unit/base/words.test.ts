import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nearest } from '../../../src/base/words.js';

const NAMES = ['timeout', 'poll_interval', 'project_id', 'region', 'cce', 'ecs', 'evs', 'eu-de', 'eu-nl'];

describe('the nearest name', () => {
  it.each([
    ['project-id', 'project_id'],
    ['Poll Interval', 'poll_interval'],
    ['pollinterval', 'poll_interval'],
    ['timout', 'timeout'],
    ['timeouts', 'timeout'],
    ['regoin', 'region'],
    ['eu-ed', 'eu-de'],
    ['gce', 'cce'],
  ])('to %j is %j', (text, name) => {
    expect(nearest(text, NAMES)).toBe(name);
  });

  it.each(['', 'x', 'interval', 'es', 'eu-xx', 'a'.repeat(10_000)])('to %j is none', (text) => {
    expect(nearest(text, NAMES)).toBeUndefined();
  });

  it('is none where two are equally near', () => {
    expect(nearest('evx', ['evs', 'evy'])).toBeUndefined();
    expect(nearest('a-b', ['ab', 'a_b'])).toBeUndefined();
  });

  it('of a text that is two characters away is found, whatever they are', () => {
    const long = 'identity_provider';
    fc.assert(
      fc.property(fc.nat(long.length - 1), fc.nat(long.length - 1), (one, other) => {
        const text = Array.from(long)
          .filter((_, index) => index !== one && index !== other)
          .join('');
        expect(nearest(text, [long, 'timeout'])).toBe(long);
      }),
    );
  });
});
