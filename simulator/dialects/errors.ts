/** What the services refuse with, beside CCE and IMS. */
import { gatewayError, type Answer, type Exchange } from '../routing.js';
import type { Dialect } from './dialect.js';

/** The parts of a dialect that are about refusals: the gateway's for another project, and one for a missing job. */
export function refusals(
  notFound: (exchange: Exchange) => Answer,
): Pick<Dialect, 'refusal' | 'forbidden' | 'notFound'> {
  return {
    refusal: () => undefined,
    forbidden: ({ requestId }) =>
      gatewayError(403, 'APIG.0302', 'The token was issued for another project and may not call this API.', requestId),
    notFound,
  };
}

/** `{error_code, error_msg}`, as most of the newer services write it. */
export function flatError(code: string): () => Answer {
  return () => ({ status: 404, body: { error_code: code, error_msg: 'The job does not exist.' } });
}
