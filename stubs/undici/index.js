/**
 * Stands in for undici in the bundle: `paths` in tsconfig.json says so, and ncc follows it for packages too.
 *
 * `@actions/http-client` imports undici for a single helper, `getAgentDispatcher`, which returns a dispatcher for the
 * global `fetch`. Nothing here calls it: requests go through `node:http` and `node:https`. The real package
 * would be three quarters of the bundle and half of its start-up time.
 */
export class ProxyAgent {
  /** @throws {Error} always: an agent that does nothing would pretend to be a proxy */
  constructor() {
    throw new Error('undici is not part of this bundle: requests go through node:http and node:https');
  }
}
