/** What rows of several families share. */
import type { HostException } from '../service.js';

/** Where the hosts come from: Huawei Cloud's; the other clouds' are named like them. */
export const SDK_HOSTS = 'region tables of the huaweicloudsdk packages, 3.1.219';

/** Where Huawei's SDKs have a service below `.com` in eu-west-101. Those that no exception names are below `.eu`. */
export const COM_IN_EUROPE: readonly HostException[] = [{ regions: ['eu-west-101'], domain: 'myhuaweicloud.com' }];
