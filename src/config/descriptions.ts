/**
 * What each setting means: the source of the help of the command line, and of the descriptions in `action.yml`, which a test
 * holds to it. `{name}` stands for a setting as the host spells it, and code is marked as in Markdown.
 */
import { isSettingName, type SettingName } from '../base/settings.js';

/** What a setting means to each host. */
interface Description {
  /** What holds everywhere. */
  readonly text: string;
  /** What the action alone adds. */
  readonly action?: string;
  /** What the command line alone adds. */
  readonly commandLine?: string;
}

const DESCRIPTIONS: Readonly<Record<SettingName, Description>> = {
  job_id: {
    text: 'The ID of the job, from the response of the call that started it. Several IDs are separated by commas, spaces or lines. Each consists of letters, digits, `-` and `_`, 128 at most. Duplicates count once.',
  },
  project_id: {
    text: 'The ID of the project that owns the job, not its name. By default `HUAWEI_CLOUD_PROJECT_ID`, `HUAWEICLOUD_SDK_PROJECT_ID` or `OS_PROJECT_ID` of the environment.',
  },
  service: {
    text: 'The service that owns the job: `cce`, `cce-autopilot`, `cce-upgrade`, `swr`, `ims`, `ecs`, `evs`, `bms`, `sdrs`, `deh`, `eip`, `rds`, `dds`, `gaussdb`, `taurusdb`, `geminidb`, `ddm`, `sfs-turbo`, `dcs`, `elb`, `dws` or `dms`.',
  },
  parent_id: {
    text: 'Only for `cce-upgrade` (the ID of the cluster) and `dms` (the ID of the instance). Other services take none.',
  },
  region: {
    text: 'The region, which sets the public endpoints: `eu-de`, `eu-nl` or `eu-ch2` (Open Telekom Cloud), `eu-west-0` (FlexibleEngine), or one of Huawei Cloud such as `ap-southeast-1`. By default `HUAWEI_CLOUD_REGION` or `OS_REGION_NAME` of the environment.',
  },
  endpoint: {
    text: 'The base URL of the service, e.g. `https://cce.eu-de.otc.t-systems.com`. It wins over {region}. Plain `http` is for loopback hosts alone. User info, a query and a fragment are refused. A base path is kept.',
  },
  token: {
    text: 'An IAM user token of the project, sent as `X-Auth-Token`. 16,384 characters at most.',
    action:
      'Take it from a secret, or mask it in the step that got it: the runner prints all inputs before the action starts.',
  },
  access_key: {
    text: 'The ID of an access key (AK). Requests are signed with it (SDK-HMAC-SHA256). Needs {secret_key}.',
  },
  secret_key: { text: 'The secret of the access key (SK). It signs requests and is never sent.' },
  security_token: { text: 'The security token of a temporary access key.' },
  identity_provider: {
    text: 'Keyless, without a stored secret: the name of an identity provider in IAM, which exchanges the OIDC token for a token of the project.',
    action: 'The job needs the permission `id-token: write`.',
  },
  audience: {
    text: 'The audience of the OIDC token, which is the client ID of the identity provider.',
    action: "By default GitHub's own: the URL of the repository's owner.",
    commandLine: 'A token for another one is refused before anything is sent.',
  },
  provider_urn: {
    text: 'Keyless on Huawei Cloud: the URN of an OIDC provider in IAM. STS exchanges the OIDC token for a temporary access key. Needs {agency_urn}.',
    action: 'The job needs the permission `id-token: write`.',
  },
  agency_urn: {
    text: 'The URN of the trust agency whose permissions the temporary access key has. Needs {provider_urn}.',
  },
  iam_endpoint: {
    text: 'The base URL of IAM, for {identity_provider}. By default that of {region}. The rules are those of {endpoint}.',
  },
  sts_endpoint: {
    text: 'The base URL of STS, for {provider_urn}. By default that of {region}. The rules are those of {endpoint}.',
  },
  timeout: {
    text: 'How long the whole wait may take. Always write the unit: `45` is 45 seconds. For example `90s`, `15m`, `2h` or `1h30m`, and 24 days at most.',
    action: 'Keep the `timeout-minutes` of the job above it.',
  },
  poll_interval: {
    text: 'How often to poll. `auto` means every 1.25 s to 9 s, by how long it has waited. A fixed duration is `100ms` at least.',
  },
  request_timeout: { text: 'How long one request may take, from connecting to the end of the body.' },
  outage_tolerance: {
    text: 'How long the API may give no usable answer before the wait ends with `error`.',
  },
  fail_fast: {
    text: '`true`: end as soon as any job or sub-job has failed. `false`: wait until every job has ended, then fail.',
  },
  summary: {
    text: 'When to write the job summary: `always`, `on-failure` (whenever the outcome is not `success`) or `never`.',
  },
  comment: {
    text: 'When to write the report as a comment on the pull request: `always`, `on-failure` or `never`. It works only in runs for `pull_request` (or `pull_request_target`). Each step has one comment, which it updates. Needs the permission `pull-requests: write`.',
  },
  github_token: { text: 'The token that writes the comment. It is used for nothing else.' },
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
    if (!isSettingName(setting)) throw new Error(`no setting is called ${setting}`);
    return spell(setting);
  });
}
