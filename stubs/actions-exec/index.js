/**
 * Stands in for `@actions/exec` in the bundle: `paths` in tsconfig.json says so, and ncc follows it for packages too.
 *
 * `@actions/core` imports it for `platform.getDetails()`, which starts `lsb_release`, `sw_vers` or PowerShell and which
 * nothing here calls. Without it the bundle is a sixth smaller, and has no code that could start a process beside the
 * one that has a company's credentials.
 */

/** @throws {Error} always */
export function getExecOutput() {
  throw new Error('@actions/exec is not part of this bundle: it starts no processes');
}
