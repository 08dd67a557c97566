/**
 * Stands in for undici in the bundle.
 *
 * `@actions/http-client` imports undici for a single helper, `getAgentDispatcher`, which returns a dispatcher for
 * the global `fetch`. This action never calls it: its requests go through `node:http`, `node:https` and `tunnel`.
 * The real package would be 88 % of the bundle and half of its start-up time.
 *
 * Constructing the stub is therefore a defect, and says so instead of pretending to be a proxy.
 */
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle: requests go through node:http and node:https');
  }
}
