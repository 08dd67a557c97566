/** What the gate says of a service, asked of its row and of nothing beside it. */
import type { JsonObject } from '../../src/base/json.js';
import { findRegion } from '../../src/base/regions.js';
import type { Phase } from '../../src/services/job.js';
import type { Service } from '../../src/services/service.js';
import type { GateSide } from './compare.js';

/** The gate's side of a service, on Huawei Cloud. */
export function gateSideOf(row: Service): GateSide {
  return {
    service: row.name,
    phaseOf: (word) => phaseIn(row, word),
    request: `GET ${row.path('{project_id}', '{job_id}', 'Huawei Cloud')}`,
    hostIn: (region) => findRegion(region)?.endpointOf(row.host).hostname,
    decode: row.decode,
    jobIdPlaces: [...new Set(row.jobIdAt.match(/\.[\w.[\]]*\w/g) ?? [])],
  };
}

const ID = 'a-job';

/** The shapes that answers have, each about one job with a status word. */
const SHAPES: readonly ((status: string) => JsonObject)[] = [
  (status) => ({ job_id: ID, status }),
  (phase) => ({ metadata: { uid: ID }, status: { phase } }),
  (status) => ({ job: { id: ID, job_id: ID, status } }),
  (status) => ({ jobs: [{ id: ID, status }] }),
  (status) => ({ tasks: [{ id: ID, status }] }),
  (status) => ({ id: ID, status }),
];

/** What the decoder makes of a word, in the shape that it takes: the same that a real answer would go through. */
function phaseIn({ decode }: Service, word: string): Phase {
  const phases = SHAPES.map((shape): Phase => {
    try {
      return decode(shape(word), ID).phase;
    } catch {
      return 'Unknown';
    }
  });
  return phases.find((phase) => phase !== 'Unknown') ?? 'Unknown';
}
