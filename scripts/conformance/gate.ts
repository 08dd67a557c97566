/** What the gate says of a service, asked of its row and of nothing beside it. */
import type { JsonObject } from '../../src/base/json.js';
import { findRegion } from '../../src/base/regions.js';
import { createDecoder } from '../../src/services/decoder.js';
import { endpointOf, type Service } from '../../src/services/service.js';
import type { Phase } from '../../src/services/job.js';
import { phaseOf } from '../../src/services/values.js';
import type { GateSide } from './compare.js';

/** The gate's side of a service, on Huawei Cloud. */
export function gateSideOf(row: Service): GateSide {
  const { method, path } = row.request;
  const decode = createDecoder(row);
  return {
    service: row.name,
    phaseOf: (word): Phase => phaseOf(word, row.format.words),
    request: `${method} ${path}`,
    hostIn: (name) => {
      const region = findRegion(name);
      return region === undefined ? undefined : endpointOf(row, region).hostname;
    },
    decode: (body: JsonObject, jobId) => decode(body, jobId, ''),
    jobIdPlaces: [...new Set(row.jobIds.flatMap(({ at }) => at))],
  };
}
