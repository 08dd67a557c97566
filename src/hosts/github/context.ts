import { systemClock } from '../../base/clock.js';
import { regionOf } from '../../base/regions.js';
import type { Config } from '../../config/config.js';
import type { ReportContext } from '../../report/context.js';

/** What the reports say of a run with this configuration that starts now. */
export function contextOf(config: Config): ReportContext {
  return {
    jobIds: config.plan.jobIds,
    service: config.service.name,
    projectId: config.access.projectId,
    region: regionOf(config.access.endpoint)?.name ?? '',
    endpoint: config.access.endpoint.href,
    sources: config.access.sources,
    timeoutMs: config.plan.timeoutMs,
    pollInterval: config.plan.pollInterval,
    startedAt: systemClock.wallTime(),
  };
}
