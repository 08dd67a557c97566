/**
 * What the documents say of releases, and how they name this repository. A release changes the constants here and runs
 * `npm run docs`; a test compares them with the changelog.
 */

/** Where the repository is on GitHub. `OWNER` stands for an account that is not known yet. */
export const REPOSITORY = 'OWNER/cloud-job-gate';

/** The newest release, e.g. `0.1.0`; `undefined` while there is none. */
export const RELEASE: string | undefined = undefined;

/** What stands after `@` in a workflow: the tag of the release, which cannot be moved, or what stands for a commit. */
const REF = tagOf(RELEASE) ?? 'REF';

function tagOf(release: string | undefined): string | undefined {
  return release === undefined ? undefined : `v${release}`;
}

/** The folders that a file of that name may be in. */
const FOLDERS = 'dist|bin|src|docs';

/** A document in which the repository and the newest release are named as they are now. */
export function withNames(text: string): string {
  return text
    .replaceAll(/[\w.-]+\/cloud-job-gate@[\w.-]+/g, `${REPOSITORY}@${REF}`)
    .replaceAll(/[\w.-]+\/cloud-job-gate\/(releases\/download|raw|blob)\/[\w.-]+\//g, `${REPOSITORY}/$1/${REF}/`)
    .replaceAll(new RegExp(`\\b(?!(?:${FOLDERS})/)[\\w-]+/cloud-job-gate(?![\\w@./-])`, 'g'), REPOSITORY)
    .replaceAll(/^\* @[\w-]+$/gm, `* @${REPOSITORY.split('/')[0] ?? ''}`)
    .replaceAll(/(\/cloud-job-gate\/wait@)[\w.-]+/g, `$1${REF}`)
    .replaceAll(/^( +ref: )\S+( # Cloud Job Gate)/gm, `$1${REF}$2`);
}

/**
 * What to put in the place of `OWNER` and `REF`, as long as they stand for something.
 *
 * @param versions the link to what a version is called
 */
export function placeholdersText(versions: string): string {
  if (RELEASE !== undefined) return '';
  return `Replace \`OWNER\` and \`REF\`: nothing has been released yet, see [versions](${versions}).`;
}

/** How to name a version, in three lines. */
export function versionsText(): string {
  const use =
    RELEASE === undefined
      ? 'Nothing has been released yet: replace `OWNER` by the account of this repository, and `REF` by the full SHA of a commit of `main` that you have read.'
      : `The newest release is \`${RELEASE}\`. The tag \`v${RELEASE}\` cannot be moved; \`v${majorOf(RELEASE)}\` moves with each release of that major version.`;
  return [
    `- ${use}`,
    '- Releases follow [semantic versioning](https://semver.org). Until 1.0.0 a minor version may be breaking. [CHANGELOG.md](CHANGELOG.md) says what each one changed.',
    `- Each release is attested: \`gh attestation verify cloud-job-gate.cjs --repo ${REPOSITORY}\` shows which workflow made the file.`,
  ].join('\n');
}

/** Which version gets fixes. */
export function supportedText(): string {
  return RELEASE === undefined
    ? 'The newest release is supported. Nothing has been released yet, so for now it is the branch `main`.'
    : `The newest release is supported, which is ${RELEASE}.`;
}

function majorOf(release: string): string {
  return release.split('.')[0] ?? '';
}
