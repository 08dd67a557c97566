/** What rows of several families share. */
import type { HostException } from '../service.js';

/** Where Huawei's SDKs have a service below `.com` in eu-west-101. Those that no exception names are below `.eu`. */
export const COM_IN_EUROPE: readonly HostException[] = [{ regions: ['eu-west-101'], domain: 'myhuaweicloud.com' }];
