/** The gate's settings by their names in `action.yml`. */

/** Each setting and its default. An empty default means that there is none. */
export const SETTING_DEFAULTS = {
  job_id: '',
  project_id: '',
  service: 'cce',
  region: '',
  endpoint: '',
  parent_id: '',
  token: '',
  access_key: '',
  secret_key: '',
  security_token: '',
  identity_provider: '',
  audience: '',
  provider_urn: '',
  agency_urn: '',
  iam_endpoint: '',
  sts_endpoint: '',
  timeout: '30m',
  poll_interval: 'auto',
  request_timeout: '30s',
  outage_tolerance: '2m',
  fail_fast: 'true',
  summary: 'always',
  comment: 'never',
  github_token: '${{ github.token }}',
} as const;

/** The name of a setting: `poll_interval`. */
export type SettingName = keyof typeof SETTING_DEFAULTS;

/** Whether a setting is called so. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTING_DEFAULTS, name);
}

/** How the host spells a setting, for advice: `poll_interval` of the action is `--poll-interval` on the command line. */
export type NameSetting = (name: SettingName) => string;
