/** From options to credentials. */
import { accessKeyCredentials } from './access-key.js';
import type { Credentials, CredentialsOptions, ExchangeDependencies } from './credentials.js';
import { iamCredentials } from './iam-oidc.js';
import { stsCredentials } from './sts-oidc.js';
import { tokenCredentials } from './token.js';

/** The credentials that the options describe, for one project. Nothing is sent before the first request. */
export function createCredentials(
  options: CredentialsOptions,
  projectId: string,
  dependencies: ExchangeDependencies,
): Credentials {
  switch (options.kind) {
    case 'token':
      return tokenCredentials(options.token, dependencies);

    case 'access-key':
      return accessKeyCredentials(options.key, projectId, dependencies);

    case 'iam':
      return iamCredentials(options, projectId, dependencies);

    case 'sts':
      return stsCredentials(options, projectId, dependencies);
  }
}
