/** Node's own switch for taking any certificate; it is a common "fix" in a workflow's `env`. */
const SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED';

/**
 * Takes {@link SWITCH} out of the environment where it turns the check of certificates off. No request of ours goes by
 * it, but Node would say on standard error that every connection is insecure.
 *
 * @returns the warning to show; `undefined` where the variable turns nothing off
 */
export function ignoreInsecureTls(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment[SWITCH] !== '0') return undefined;
  Reflect.deleteProperty(environment, SWITCH);
  return `${SWITCH}=0 has no effect here: the gate checks every certificate. For a CA of your own, point NODE_EXTRA_CA_CERTS to its certificate, and remove ${SWITCH}.`;
}
