/**
 * Stands in for `@actions/exec` in the bundle.
 *
 * `@actions/core` imports it for `platform.getDetails()`, which starts `lsb_release`, `sw_vers` or PowerShell and which
 * this action never calls. Without it the bundle is a fifth smaller and holds no code at all that could start a
 * process beside the one that has a company's credentials.
 */
export function getExecOutput() {
  throw new Error('@actions/exec is not part of this bundle: this action starts no processes');
}
