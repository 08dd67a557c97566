/** The table of services: the service table of the code, for people. */
import { SERVICES } from '../../src/services/index.js';
import type { Service } from '../../src/services/service.js';
import { code, table } from './markdown.js';

export function servicesTable(): string {
  const head = ['`service`', 'whose jobs', 'asked at', "where the call's answer has the job ID"];
  return table(head, SERVICES.map(row));
}

function row({ name, host, fullName, jobIdAt, path }: Service): string[] {
  const everywhere = path('{project_id}', '{job_id}', undefined);
  const huawei = path('{project_id}', '{job_id}', 'Huawei Cloud');
  return [
    code(name),
    host === name ? fullName : `${fullName} (host ${code(host)})`,
    everywhere === huawei ? code(everywhere) : `${code(everywhere)}, on Huawei Cloud ${code(huawei)}`,
    jobIdAt.replaceAll(/\.\w+(?:\.\w+)*(?=;|$)/g, code),
  ];
}
