import { accessKeyCredentials } from './access-key.js';
import type { Credentials } from './credentials.js';
import { iamExchange, stsExchange } from './exchange.js';
import type { ExchangePorts } from './party.js';
import type { CredentialsPlan } from './plan.js';
import { RenewableCredentials } from './renewable.js';
import { Signer } from './signer.js';
import { tokenCredentials } from './token.js';

/** The credentials that a plan describes, for one project. Nothing is sent before the first request asks for a pass. */
export function createCredentials(plan: CredentialsPlan, projectId: string, ports: ExchangePorts): Credentials {
  switch (plan.kind) {
    case 'token':
      return tokenCredentials(plan.token, ports);
    case 'access-key':
      return accessKeyCredentials(plan.key, new Signer(projectId, ports));
    case 'iam':
      return new RenewableCredentials(plan.kind, iamExchange(plan, projectId, ports), ports);
    case 'sts':
      return new RenewableCredentials(plan.kind, stsExchange(plan, new Signer(projectId, ports), ports), ports);
  }
}
