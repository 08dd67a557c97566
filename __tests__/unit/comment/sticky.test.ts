import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { CommentApi, IssueComment } from '../../../src/hosts/github/comment/api.js';
import {
  compareRuns,
  keyOf,
  markerLine,
  markerOf,
  type RunStamp,
  type StickyResult,
  writeSticky,
} from '../../../src/hosts/github/comment/sticky.js';

const KEY = keyOf(['deploy', 'cluster', 'gate', 'cce', 'p-1']);

/** A pull request in memory. `turn` is awaited before each call takes effect, and again before its answer arrives. */
class Memory implements CommentApi {
  comments: IssueComment[] = [];
  readonly calls: string[] = [];
  #nextId = 1;

  constructor(
    comments: readonly Partial<IssueComment>[] = [],
    private readonly turn: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    for (const comment of comments) this.comments.push(this.#make(comment));
  }

  list = (): Promise<IssueComment[]> => this.#call('list', () => [...this.comments]);

  user = (): Promise<string> => this.#call('user', () => 'bob');

  create = (body: string): Promise<IssueComment> =>
    this.#call('create', () => {
      const comment = this.#make({ body });
      this.comments.push(comment);
      return comment;
    });

  update = (id: number, body: string): Promise<IssueComment | undefined> =>
    this.#call(`update ${id}`, () => {
      this.comments = this.comments.map((comment) => (comment.id === id ? { ...comment, body } : comment));
      return this.comments.find((comment) => comment.id === id);
    });

  remove = (id: number): Promise<void> =>
    this.#call(`remove ${id}`, () => {
      this.comments = this.comments.filter((comment) => comment.id !== id);
    });

  #make(facts: Partial<IssueComment>): IssueComment {
    const id = this.#nextId++;
    return { id, body: '', url: `u${id}`, author: 'app', isBot: true, ...facts };
  }

  async #call<T>(name: string, effect: () => T): Promise<T> {
    await this.turn();
    this.calls.push(name);
    const result = effect();
    await this.turn();
    return result;
  }
}

const bodyOf = (id: number, attempt = 1, key = KEY): string =>
  `${markerLine({ key, run: { id, attempt } })}\nreport ${id}`;
const write = (
  api: CommentApi,
  run: Partial<RunStamp> = {},
  { create = true, pause = () => Promise.resolve(true) } = {},
): Promise<StickyResult> => {
  const stamp = { id: 5, attempt: 1, ...run };
  const body = bodyOf(stamp.id, stamp.attempt);
  return writeSticky(api, { marker: { key: KEY, run: stamp }, body, create }, pause);
};

describe('the marker', () => {
  it('is read as it was written, and at the very beginning alone', () => {
    const marker = { key: KEY, run: { id: 17_000_000_000, attempt: 3 } };
    expect(markerOf(`${markerLine(marker)}\n## report`)).toEqual(marker);
    expect(markerOf(`x${markerLine(marker)}`)).toBeUndefined();
    expect(markerOf('')).toBeUndefined();
  });

  it('can neither end early nor be taken for another, whatever the names are', () => {
    const names = fc.array(fc.oneof(fc.string(), fc.constantFrom('-->', '--', '/', 'a/b', 'a b', 'ä', '%2F')), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(keyOf(a)).toMatch(/^[^\s<>-]+$/);
        expect(keyOf(a) === keyOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('orders runs by their ID, then by attempt', () => {
    expect(compareRuns({ id: 9, attempt: 1 }, { id: 10, attempt: 1 })).toBeLessThan(0);
    expect(compareRuns({ id: 10, attempt: 2 }, { id: 10, attempt: 1 })).toBeGreaterThan(0);
    expect(compareRuns({ id: 10, attempt: 2 }, { id: 10, attempt: 2 })).toBe(0);
  });
});

describe('a comment', () => {
  it('is made where there is none, and looked at once more', async () => {
    const api = new Memory([{ body: 'LGTM' }]);
    await expect(write(api)).resolves.toEqual({ kind: 'created', url: 'u2' });
    expect(api.calls).toEqual(['list', 'create', 'list']);
  });

  it('is updated in place by a later run or attempt', async () => {
    for (const run of [{ id: 6 }, { id: 5, attempt: 2 }]) {
      const api = new Memory([{ body: bodyOf(5) }]);
      await expect(write(api, run)).resolves.toEqual({ kind: 'updated', url: 'u1' });
      expect(api.calls).toEqual(['list', 'update 1', 'list']);
      expect(api.comments).toHaveLength(1);
    }
  });

  it('is updated by its own run too', async () => {
    const api = new Memory([{ body: `${bodyOf(5)} old` }]);
    await write(api);
    expect(api.comments[0]?.body).toBe(bodyOf(5));
  });

  it('is not made where none is wanted', async () => {
    const api = new Memory();
    await expect(write(api, {}, { create: false })).resolves.toEqual({ kind: 'none' });
    expect(api.calls).toEqual(['list']);
  });

  it('of a newer run is left alone', async () => {
    const api = new Memory([{ body: bodyOf(6) }]);
    await expect(write(api)).resolves.toEqual({ kind: 'superseded' });
    expect(api.calls).toEqual(['list']);
  });

  it('of another key is none of ours', async () => {
    const api = new Memory([{ body: bodyOf(9, 1, 'other') }]);
    await expect(write(api)).resolves.toEqual({ kind: 'created', url: 'u2' });
    expect(api.calls).toEqual(['list', 'create', 'list']);
    expect(api.comments.map(({ body }) => body)).toEqual([bodyOf(9, 1, 'other'), bodyOf(5)]);
  });

  it('that a person wrote with our marker is neither overwritten nor removed, unless the token is that person’s', async () => {
    const alice = { author: 'alice', isBot: false };
    const bob = { author: 'bob', isBot: false };
    const api = new Memory([
      { body: bodyOf(3), ...alice },
      { body: bodyOf(3), ...bob },
      { body: bodyOf(4), ...alice },
    ]);
    await expect(write(api)).resolves.toEqual({ kind: 'updated', url: 'u2' });
    expect(api.comments.map(({ body, author }) => [body, author])).toEqual([
      [bodyOf(3), 'alice'],
      [bodyOf(5), 'bob'],
      [bodyOf(4), 'alice'],
    ]);
  });

  it('that a person wrote is nobody’s where the token is an app’s', async () => {
    const api = new Memory([{ body: bodyOf(3), author: '', isBot: false }]);
    api.user = () => Promise.resolve('');
    await expect(write(api)).resolves.toEqual({ kind: 'created', url: 'u2' });
  });

  it('that is there twice becomes one, the older one', async () => {
    const api = new Memory([{ body: bodyOf(3) }, { body: bodyOf(4) }, { body: bodyOf(4) }]);
    await expect(write(api)).resolves.toEqual({ kind: 'updated', url: 'u1' });
    expect(api.comments.map(({ id, body }) => [id, body])).toEqual([[1, bodyOf(5)]]);
  });

  it('that someone deletes meanwhile is made anew', async () => {
    const api = new Memory([{ body: bodyOf(3) }]);
    const { update } = api;
    api.update = async (id, body) => {
      api.comments = [];
      return update(id, body);
    };
    await expect(write(api)).resolves.toEqual({ kind: 'updated', url: 'u2' });
  });

  it('that an older run overwrote at the same moment is written again', async () => {
    const api = new Memory([{ body: bodyOf(3) }]);
    let pauses = 0;
    const pause = async (): Promise<boolean> => {
      pauses += 1;
      if (pauses === 1) await api.update(1, bodyOf(4));
      return true;
    };
    await write(api, {}, { pause });
    expect(api.comments.map(({ body }) => body)).toEqual([bodyOf(5)]);
  });

  it('is not looked at again where there is no time, nor for ever', async () => {
    const hurried = new Memory();
    await write(hurried, {}, { pause: () => Promise.resolve(false) });
    expect(hurried.calls).toEqual(['list', 'create']);
    const api = new Memory([{ body: bodyOf(3) }]);
    const quarrel = async (): Promise<boolean> => {
      await api.update(1, bodyOf(4));
      return true;
    };
    await expect(write(api, {}, { pause: quarrel })).resolves.toEqual({ kind: 'updated', url: 'u1' });
    expect(api.calls.filter((call) => call === 'list')).toHaveLength(4);
  });
});

describe('runs that race', () => {
  it('leave exactly one comment, in whatever order their requests take effect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 3 }), fc.boolean(), async (s, runs, there) => {
        const api = new Memory(there ? [{ body: bodyOf(1) }] : [], () => s.schedule(Promise.resolve()));
        const all = Array.from({ length: runs }, (_, index) =>
          write(api, { id: 5 + index }, { pause: () => s.schedule(Promise.resolve(true)) }),
        );
        await s.waitFor(Promise.all(all));
        expect(api.comments).toHaveLength(1);
      }),
    );
  });

  it('leave the newest report, where each pause outlasts the others’ requests', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (s, there) => {
        const api = new Memory(there ? [{ body: bodyOf(1) }] : [], () => s.schedule(Promise.resolve()));
        let writing = 2;
        let release: () => void = () => undefined;
        const allWritten = new Promise<void>((resolve) => (release = resolve));
        const arrive = (): void => {
          writing -= 1;
          if (writing === 0) release();
        };
        const run = async (id: number): Promise<void> => {
          const arrived = new Set<number>();
          const arriveOnce = (): void => {
            if (!arrived.has(id)) arrive();
            arrived.add(id);
          };
          const pause = async (): Promise<boolean> => {
            arriveOnce();
            await allWritten;
            return true;
          };
          await write(api, { id }, { pause });
          arriveOnce();
        };
        await s.waitFor(Promise.all([run(5), run(6)]));
        expect(api.comments.map(({ body }) => body)).toEqual([bodyOf(6)]);
      }),
    );
  });
});
