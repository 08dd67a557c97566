import { helpAnchor, type HelpTopic } from '../base/api-error.js';
import type { NameSetting } from '../base/settings.js';
import type { PollInterval } from '../engine/schedule.js';

/** What a gate is to do about jobs: wait for their ends, or ask once how they stand. */
export type Task = 'wait' | 'status';

/** What the reports say about the wait besides how it went. */
export interface ReportContext {
  /** To wait by default. */
  readonly task?: Task;
  readonly jobIds: readonly string[];
  /** The service's name as the setting has it, e.g. `cce`. */
  readonly service: string;
  readonly projectId: string;
  /** `''` where it is not known. */
  readonly region: string;
  /** The service's base URL. */
  readonly endpoint: string;
  /** Where project, endpoint and credentials were taken from, never their values. */
  readonly sources: readonly string[];
  readonly timeoutMs: number;
  readonly pollInterval: PollInterval;
  /** The wall clock when the wait started, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** How the host spells a setting. */
  readonly nameOf: NameSetting;
  /** The URL of `docs/troubleshooting.md` at this version, without a fragment; `''` where the host does not know it. */
  readonly helpPage: string;
}

/** The URL where a topic is explained; `''` where there is no such page. */
export function helpUrl({ helpPage }: ReportContext, topic: HelpTopic | undefined): string {
  return helpPage === '' || topic === undefined ? '' : `${helpPage}#${helpAnchor(topic)}`;
}
