/** The tables of `README.zh-CN.md`: names and defaults are those of the code, the words stand here. */
import { SETTING_DEFAULTS, type SettingName } from '../../src/base/settings.js';
import { SERVICES } from '../../src/services/table.js';
import { INPUT_GROUPS } from './action.js';
import { code, table } from './markdown.js';
import { RELEASE } from './release.js';

const INPUTS: Readonly<Record<SettingName, string>> = {
  job_id: '任务 ID，必填。多个 ID 以逗号、空格或换行分隔',
  service: '任务所属的服务，见下表',
  parent_id: '只用于 `cce-upgrade`（集群 ID）和 `dms`（实例 ID）',
  project_id: '任务所属的项目 ID，不是项目名称',
  region: '区域，如 `cn-north-4`、`ap-southeast-1`，用于确定终端节点',
  endpoint: '服务的终端节点（Endpoint），优先于 `region`',
  token: 'IAM 用户 Token，通过 `X-Auth-Token` 发送',
  access_key: '访问密钥 ID（AK）',
  secret_key: '秘密访问密钥（SK），只用于签名，不会发送',
  security_token: '临时访问密钥的 SecurityToken',
  identity_provider: '免密钥认证：IAM 身份提供商的名称，用 GitHub 的 OIDC 令牌换取 Token',
  provider_urn: '免密钥认证：IAM OIDC 身份提供商的 URN，通过 STS 换取临时访问密钥',
  agency_urn: '信任委托的 URN，与 `provider_urn` 一起使用',
  audience: 'OIDC 令牌的受众（aud），即身份提供商的客户端 ID',
  iam_endpoint: 'IAM 的终端节点，默认由 `region` 确定',
  sts_endpoint: 'STS 的终端节点，默认由 `region` 确定',
  timeout: '最长等待时间，请务必写单位：`45` 是 45 秒。如 `90s`、`15m`、`1h30m`',
  poll_interval: '查询间隔：`auto` 或固定时长，至少 `100ms`',
  request_timeout: '单次请求的最长时间',
  outage_tolerance: 'API 连续无有效响应的最长容忍时间',
  fail_fast: '`true`：任一任务或子任务失败即结束；`false`：等所有任务结束后再报告失败',
  summary: '何时写作业摘要（job summary）：`always`、`on-failure`、`never`',
  comment:
    '何时在拉取请求中评论，取值同上；只在 `pull_request`（或 `pull_request_target`）触发的运行中有效，需要 `pull-requests: write` 权限',
  github_token: '只用于写评论的令牌',
};

/** In Chinese, what the service is called. Those that are not listed are called as they are in English. */
const NAMES: Readonly<Record<string, string>> = {
  cce: '云容器引擎 CCE：集群、节点、节点池',
  'cce-autopilot': 'CCE Autopilot 集群',
  'cce-upgrade': 'CCE 集群升级，需要 `parent_id`',
  swr: '容器镜像服务 SWR 企业版：实例',
  ims: '镜像服务 IMS',
  ecs: '弹性云服务器 ECS',
  evs: '云硬盘 EVS',
  bms: '裸金属服务器 BMS',
  sdrs: '存储容灾服务 SDRS',
  deh: '专属主机 DeH',
  eip: '弹性公网 IP（批量操作）',
  rds: '云数据库 RDS',
  dds: '文档数据库服务 DDS',
  gaussdb: '云数据库 GaussDB',
  taurusdb: '云数据库 TaurusDB',
  geminidb: '云数据库 GeminiDB',
  ddm: '分布式数据库中间件 DDM',
  'sfs-turbo': '高性能弹性文件服务 SFS Turbo',
  dcs: '分布式缓存服务 DCS',
  elb: '弹性负载均衡 ELB',
  dws: '数据仓库服务 DWS',
  dms: '分布式消息服务 DMS（Kafka、RabbitMQ、RocketMQ），需要 `parent_id`',
};

/** What to put in the place of `OWNER` and `REF`, as long as they stand for something. */
export function chinesePlaceholders(): string {
  if (RELEASE !== undefined) return '';
  return '尚未发布任何版本：请将 `OWNER` 替换为本仓库所属的账号，将 `REF` 替换为 `main` 分支上某个提交的完整 SHA。';
}

/** One table of all inputs, with a row for each group's title. */
export function chineseInputs(): string {
  const rows = INPUT_GROUPS.flatMap(({ chinese, names }) => [
    [`**${chinese}**`, '', ''],
    ...names.map((name) => [
      code(name),
      SETTING_DEFAULTS[name] === '' ? '–' : code(SETTING_DEFAULTS[name]),
      INPUTS[name],
    ]),
  ]);
  return table(['参数', '默认值', '说明'], rows);
}

/** The services in two columns, and where the job's ID is. */
export function chineseServices(): string {
  const rows = SERVICES.map(({ name, fullName, jobIds }) => [
    code(name),
    NAMES[name] ?? fullName,
    [...new Set(jobIds.flatMap(({ at }) => at))].map(code).join('、'),
  ]);
  return table(['`service`', '服务', '响应中任务 ID 的位置'], rows);
}
