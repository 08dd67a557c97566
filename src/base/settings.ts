/** Every setting of the gate, by its name in `action.yml`. A host may spell it in a way of its own. */

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

/** How the host spells a setting, for advice: `poll_interval` of the action is `--poll-interval` on the command line. */
export type NameSetting = (name: SettingName) => string;
