/** What other tools leave in the environment: the names under which credentials, project and region are found there. */

/** Reads a variable without surrounding blanks; `''` where it is not set. */
export type ReadVariable = (name: string) => string;

/** The variables of one family of tools. */
interface Family {
  readonly tokens: readonly string[];
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
  readonly projectId: string;
  readonly region?: string;
}

/** In the order in which they are looked at: huaweicloud/auth-action, the SDKs, OpenStack clients and Terraform. */
export const FAMILIES: readonly Family[] = [
  {
    tokens: [],
    accessKey: 'HUAWEI_CLOUD_ACCESS_KEY_ID',
    secretKey: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
    projectId: 'HUAWEI_CLOUD_PROJECT_ID',
    region: 'HUAWEI_CLOUD_REGION',
  },
  {
    tokens: [],
    accessKey: 'HUAWEICLOUD_SDK_AK',
    secretKey: 'HUAWEICLOUD_SDK_SK',
    securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
    projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
  },
  {
    tokens: ['OS_AUTH_TOKEN', 'OS_TOKEN'],
    accessKey: 'OS_ACCESS_KEY',
    secretKey: 'OS_SECRET_KEY',
    securityToken: 'OS_SECURITY_TOKEN',
    projectId: 'OS_PROJECT_ID',
    region: 'OS_REGION_NAME',
  },
];

/** The variables that hold secrets, to be masked before anything is read from them. */
export const SECRET_VARIABLES: readonly string[] = FAMILIES.flatMap(({ tokens, secretKey, securityToken }) =>
  [...tokens, secretKey, securityToken ?? []].flat(),
);

/** The first of several variables that is set; `undefined` if none is. */
export function firstSet(
  names: readonly (string | undefined)[],
  read: ReadVariable,
): { readonly name: string; readonly value: string } | undefined {
  return names
    .filter((name) => name !== undefined)
    .map((name) => ({ name, value: read(name) }))
    .find(({ value }) => value !== '');
}
