/**
 * What each setting means: the source of the help of the command line, and of the descriptions in `action.yml`, which a test
 * holds to it. `{name}` stands for a setting as the host spells it, and code is marked as in Markdown.
 */
import type { SettingName } from '../base/settings.js';

/** What a setting means to each host. */
interface Description {
  /** What holds everywhere. */
  readonly text: string;
  /** What the action alone adds. */
  readonly action?: string;
  /** What the command line alone adds. */
  readonly commandLine?: string;
}

const ID = 'Letters, digits, `-` and `_`, 128 characters at most';
const EXCHANGE_RULES = 'The same rules as for {endpoint}.';

const DESCRIPTIONS: Readonly<Record<SettingName, Description>> = {
  job_id: {
    text: `The ID of the job to wait for, as the call that started it answered; or several, separated by commas, spaces or lines. ${ID}; duplicates count once.`,
  },
  project_id: {
    text: `The ID (not the name) of the project that owns the job. ${ID}. Without it, \`HUAWEI_CLOUD_PROJECT_ID\`, \`HUAWEICLOUD_SDK_PROJECT_ID\` or \`OS_PROJECT_ID\` of the environment.`,
  },
  service: {
    text: 'The service that owns the job: `cce`, `cce-autopilot`, `cce-upgrade`, `swr`, `ims`, `ecs`, `evs`, `bms`, `sdrs`, `deh`, `eip`, `rds`, `dds`, `gaussdb`, `taurusdb`, `geminidb`, `ddm`, `sfs-turbo`, `dcs`, `elb`, `dws` or `dms`.',
  },
  parent_id: {
    text: `The ID of what a task belongs to, where {service} needs it: of the cluster for \`cce-upgrade\`, of the instance for \`dms\`. ${ID}.`,
  },
  region: {
    text: 'The region, which picks the public endpoints: `eu-de`, `eu-nl`, `eu-ch2` (Open Telekom Cloud), `eu-west-0` (FlexibleEngine), `eu-west-101`, `ap-southeast-1` and all others of Huawei Cloud. Without it, `HUAWEI_CLOUD_REGION` or `OS_REGION_NAME` of the environment.',
  },
  endpoint: {
    text: 'The base URL of the service, e.g. `https://cce.eu-de.otc.t-systems.com`; wins over {region}. `https` only; plain `http` for loopback hosts alone (`localhost`, `127.0.0.0/8`, `[::1]`). No user info, query or fragment; a base path is kept.',
  },
  token: {
    text: 'An IAM user token of the project, sent as `X-Auth-Token`; 16,384 characters at most.',
    action:
      'Pass it from a secret or from a step before; it is masked in the log. Pass exactly one of {token}, {access_key}, {identity_provider} and {provider_urn}.',
  },
  access_key: {
    text: 'The ID of an access key (AK), with which every request is signed (SDK-HMAC-SHA256). Needs {secret_key}.',
  },
  secret_key: { text: "The access key's secret (SK). It is never sent, and masked in the log." },
  security_token: { text: 'The security token of a temporary access key; masked in the log.' },
  identity_provider: {
    text: 'Keyless: the name of the identity provider in IAM, which exchanges the OIDC token for a token of the project.',
    action: 'The job needs `permissions: id-token: write`.',
  },
  audience: {
    text: 'The audience that the OIDC token is issued for, which is the client ID of the identity provider.',
    action: "GitHub's own default (the URL of the repository's owner) if it is not given.",
    commandLine: 'A token for another one is refused before anything is sent.',
  },
  provider_urn: {
    text: 'Keyless on Huawei Cloud: the URN of the OIDC provider in IAM. STS exchanges the OIDC token for a temporary access key. Needs {agency_urn}.',
    action: 'The job needs `permissions: id-token: write`.',
  },
  agency_urn: {
    text: 'The URN of the trust agency that the temporary access key acts as. Needs {provider_urn}.',
  },
  iam_endpoint: {
    text: `The base URL of IAM, to which {identity_provider} sends the OIDC token; derived from {region} if it is not given. ${EXCHANGE_RULES}`,
  },
  sts_endpoint: {
    text: `The base URL of STS, to which {provider_urn} sends the OIDC token; derived from {region} if it is not given. ${EXCHANGE_RULES}`,
  },
  timeout: {
    text: 'How long the whole wait may take: a whole number with a unit (`500ms`, `90s`, `15m`, `2h`) or a sum of such (`1h30m`); a bare number means seconds; 24 days at most.',
    action: "Keep the job's `timeout-minutes` above it.",
  },
  poll_interval: {
    text: 'How often to ask: `auto` (every 1.25 s to 9 s by the age of the job, every second near its end), or a fixed duration, `100ms` at least.',
  },
  request_timeout: {
    text: 'How long one request may take, connecting, headers and body included; a duration as for {timeout}.',
  },
  outage_tolerance: {
    text: 'How long the API may go without one usable answer, in a row, before the gate gives up; a duration as for {timeout}.',
  },
  fail_fast: {
    text: '`true`: end as soon as any job or sub-job has failed. `false`: let every job end first, then fail.',
  },
  summary: {
    text: 'When to write the job summary: `always`, `on-failure` (every ending but success) or `never`.',
  },
  comment: {
    text: 'When to write the report as a comment of the pull request: `always`, `on-failure` (every ending but success; a comment that is there is brought up to date) or `never`. One comment per workflow, job and step, updated in place. Needs the permission `pull-requests: write`.',
  },
  github_token: { text: 'The token that the comment is written with; used for nothing else.' },
};

/**
 * What a setting means to the users of a host.
 *
 * @param spell a setting as that host writes it
 */
export function descriptionOf(
  name: SettingName,
  host: 'action' | 'commandLine',
  spell: (name: SettingName) => string,
): string {
  const { text, [host]: more } = DESCRIPTIONS[name];
  const all = more === undefined ? text : `${text} ${more}`;
  return all.replace(/\{(\w+)\}/g, (_, setting: string) => {
    if (!isSetting(setting)) throw new Error(`no setting is called ${setting}`);
    return spell(setting);
  });
}

function isSetting(name: string): name is SettingName {
  return Object.hasOwn(DESCRIPTIONS, name);
}
