/**
 * Stands in for `tunnel` in the bundle: `paths` in tsconfig.json says so, and ncc follows it for packages too.
 *
 * `@actions/http-client` makes one of its agents for each request through a proxy, and asks what prepares requests only
 * then: `src/http/transport.ts` puts its own agent in that one's place. So these agents are made, and never used.
 */
const NEVER_USED = {
  /** @throws {Error} always: a request must not go past the proxy */
  addRequest() {
    throw new Error('tunnel is not part of this bundle: requests go through an agent of its own');
  },
};

const makeAgent = () => NEVER_USED;

export {
  makeAgent as httpOverHttp,
  makeAgent as httpOverHttps,
  makeAgent as httpsOverHttp,
  makeAgent as httpsOverHttps,
};
