/** From options to credentials. A method's module is loaded only where it is used: most waits need one of them. */
import type { Credentials, CredentialsOptions, ExchangeDependencies } from './credentials.js';

/** The credentials that the options describe, for one project. Nothing is sent before the first request. */
export async function createCredentials(
  options: CredentialsOptions,
  projectId: string,
  dependencies: ExchangeDependencies,
): Promise<Credentials> {
  switch (options.kind) {
    case 'token': {
      const { tokenCredentials } = await import(/* webpackMode: "eager" */ './token.js');
      return tokenCredentials(options.token, dependencies);
    }
    case 'access-key': {
      const { accessKeyCredentials } = await import(/* webpackMode: "eager" */ './access-key.js');
      return accessKeyCredentials(options.key, projectId, dependencies);
    }
    case 'iam': {
      const { iamCredentials } = await import(/* webpackMode: "eager" */ './iam-oidc.js');
      return iamCredentials(options, projectId, dependencies);
    }
    case 'sts': {
      const { stsCredentials } = await import(/* webpackMode: "eager" */ './sts-oidc.js');
      return stsCredentials(options, projectId, dependencies);
    }
  }
}
