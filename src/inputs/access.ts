/** Where to ask, about which project, and as whom: from the inputs and, where they are silent, from the environment. */
import { ID_SYNTAX, isId } from '../base/id.js';
import { parseCredentials } from '../auth/parse.js';
import type { CredentialsPlan } from '../auth/plan.js';
import { FAMILIES } from '../base/environment.js';
import { RegionalEndpoints } from '../base/regional-endpoints.js';
import type { Cloud } from '../base/regions.js';
import type { Service } from '../services/service.js';
import { find, type AccessSources } from '../base/sources.js';

/** Everything that is needed to be let in. */
export interface Access {
  readonly projectId: string;
  readonly endpoint: URL;
  /** Whose endpoint that is, where it was picked by region. */
  readonly cloud: Cloud | undefined;
  readonly credentials: CredentialsPlan;
  /** Where each value came from, for people; never the value. */
  readonly sources: readonly string[];
}

/** Reads all of it. What is wrong is told; the values returned then are never used. */
export function parseAccess(sources: AccessSources, service: Service): Access {
  const { problems } = sources;
  const project = find(
    sources,
    'project_id',
    FAMILIES.map(({ projectId }) => projectId),
  );
  if (!isId(project.value)) {
    const wanted = `pass the ID (not the name) of the project that owns the job: ${ID_SYNTAX}.`;
    problems.refuse(project.from, project.value, wanted);
  }
  const regional = new RegionalEndpoints(sources);
  const endpoint = regional.endpointOf('endpoint', service.host);
  const credentials = parseCredentials(sources, regional);
  return {
    projectId: project.value,
    endpoint: endpoint.url,
    cloud: endpoint.cloud,
    credentials: credentials.plan,
    sources: [`project: ${project.from}`, `endpoint: ${endpoint.from}`, `credentials: ${credentials.from}`],
  };
}
