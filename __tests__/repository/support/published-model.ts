/** A small model of a service, in files as a provider publishes them: an SDK, and definitions of two operations. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Models } from '../../../scripts/conformance/install.js';
import type { Source } from '../../../scripts/conformance/sources.js';

/** Where it is in there. */
export const SOURCE: Source = {
  service: 'ecs',
  sdks: [{ package: 'x', version: 'v1' }],
  product: 'X',
  operation: 'ShowJob',
};

const DELETE_MANY = JSON.stringify({
  definitions: { Record: { properties: { job_id: { type: 'string' }, name: { type: 'string' } } } },
  paths: {
    '/v1/{project_id}/things': {
      post: {
        operationId: 'DeleteMany',
        responses: {
          202: { schema: { properties: { records: { type: 'array', items: { $ref: '#/definitions/Record' } } } } },
          400: { schema: { properties: { job_id: { type: 'string' } } } },
        },
      },
    },
  },
});

const FILES: Readonly<Record<string, string>> = {
  'sdks/huaweicloudsdkx/v1/region/x_region.py': `
class XRegion:
    CN_NORTH_4 = Region("cn-north-4",
                        "https://x.cn-north-4.myhuaweicloud.com")
    EU_WEST_101 = Region("eu-west-101", "https://x.eu-west-101.myhuaweicloud.eu")`,
  'sdks/huaweicloudsdkx/v1/x_client.py': `
    def _show_job_http_info(cls, request):
        http_info = {
            "method": "GET",
            "resource_path": "/v1/{project_id}/jobs/{job_id}",
            "response_type": "ShowJobResponse"
            }
        return http_info`,
  'sdks/huaweicloudsdkx/v1/model/show_job_response.py': `
    openapi_types = {
        'status': 'str',
        'inner': 'list[SubJob]'
    }
        :param status: 任务状态：- SUCCESS：成功 - RUNNING：运行中`,
  'sdks/huaweicloudsdkx/v1/model/sub_job.py': `
    STATUS_FAIL = "FAIL"`,
  'definitions/huawei-cloud-api-definitions-X-0.1.2/src/ShowJob.json': JSON.stringify({
    definitions: {
      Job: {
        properties: { status: { enum: ['SUCCESS', 'INIT'] }, sub_jobs: { items: { $ref: '#/definitions/Job' } } },
      },
    },
    paths: {
      '/v1/{project_id}/jobs/{job_id}': {
        get: {
          operationId: 'ShowJob',
          responses: {
            200: {
              schema: { $ref: '#/definitions/Job' },
              examples: {
                'application/json': {
                  request_id: 'r',
                  job_id: 'a',
                  status: 'RUNNING',
                  sub_jobs: [{ job_id: 'b', status: 'SUCCESS' }],
                },
              },
            },
          },
        },
      },
    },
  }),
  'definitions/huawei-cloud-api-definitions-X-0.1.2/src/DeleteMany.json': DELETE_MANY,
};

/** Writes the model into a folder. */
export function writePublishedModel(folder: string): Models {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { sdks: join(folder, 'sdks'), definitions: join(folder, 'definitions') };
}
