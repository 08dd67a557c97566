/**
 * The order in which Jest takes files of tests. By itself it takes large files first, but what takes long here is what
 * waits for processes: should it come last, one core would have nothing to do.
 */

const PROCESSES = /[\\/]__tests__[\\/](?:faults|e2e)[\\/]/;

/** @typedef {{ path: string, context: { hasteFS: { getSize(path: string): number | null } } }} Test */

export default class TestOrder {
  /** @param {Test[]} tests */
  sort(tests) {
    const size = ({ path, context }) => context.hasteFS.getSize(path) ?? 0;
    const rank = ({ path }) => (PROCESSES.test(path) ? 0 : 1);
    return [...tests].sort((one, other) => rank(one) - rank(other) || size(other) - size(one));
  }

  /**
   * @param {Test[]} tests
   * @param {{ shardIndex: number, shardCount: number }} shard of which the index begins with 1
   */
  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, index) => index % shardCount === shardIndex - 1);
  }

  /** @param {Test[]} tests those that failed the last time are not remembered */
  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
