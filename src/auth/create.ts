import { accessKeyCredentials } from './access-key.js';
import type { Credentials } from './credentials.js';
import { iamExchange, stsExchange } from './exchange.js';
import type { ExchangeDependencies } from './token-service.js';
import type { CredentialsOptions } from './credentials.js';
import { RenewedCredentials } from './renewal.js';
import { Signer } from './signer.js';
import { tokenCredentials } from './token.js';

/** The credentials that a plan describes, for one project. Nothing is sent before the first request asks for a pass. */
export function createCredentials(
  plan: CredentialsOptions,
  projectId: string,
  ports: ExchangeDependencies,
): Credentials {
  switch (plan.kind) {
    case 'token':
      return tokenCredentials(plan.token, ports);
    case 'access-key':
      return accessKeyCredentials(plan.key, new Signer(projectId, ports));
    case 'iam':
      return new RenewedCredentials(plan.kind, iamExchange(plan, projectId, ports), ports);
    case 'sts':
      return new RenewedCredentials(plan.kind, stsExchange(plan, new Signer(projectId, ports), ports), ports);
  }
}
