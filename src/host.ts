/** What the gate needs of wherever it runs: GitHub Actions, another CI system, a shell, a preview. */
import type { ExchangeDependencies } from './auth/credentials.js';
import type { ApiError } from './base/api-error.js';
import type { Clock } from './base/time.js';
import type { Config } from './config/config.js';
import type { SettingProblem, Settings } from './config/settings.js';
import type { GateEvent, GateResult } from './engine/events.js';
import type { Transport } from './http/transport.js';
import type { Cancellation } from './process/program.js';
import type { Annotation } from './report/annotations.js';
import type { GateFacts, ReportContext, Task } from './report/facts.js';
import type { LogGroup, Places } from './report/log/ending.js';
import type { Outputs } from './report/outputs/outputs.js';
import type { Sanitize } from './report/text/sanitize.js';

/** What there is to report about a gate that has ended. Nothing is made before it is asked for. */
export interface Reports {
  readonly result: GateResult;
  /** What the process will end with. */
  readonly exitStatus: number;
  readonly config: Config;
  readonly context: ReportContext;
  /** What the reports say, looked at once for all of them. */
  readonly facts: () => GateFacts;
  readonly outputs: () => Outputs;
  /** The report as Markdown, of so many bytes at most; as many as a job summary takes by default. */
  readonly markdown: (maxBytes?: number) => string;
  readonly sanitize: Sanitize;
  /** A transport whose requests are logged where debugging is on. */
  readonly newTransport: () => Transport;
  /** Makes or writes one part: what is thrown is a warning, and the other parts go on. */
  readonly attempt: (what: string, write: () => void | Promise<void>) => Promise<void>;
}

/** Where the gate runs. A report never changes the verdict: only `attempt` calls what may throw. */
export interface Host {
  /** Whether to wait for the jobs' ends, or to ask once how they stand. */
  readonly task: Task;
  readonly clock: Clock;
  /** When the wait began, on the monotonic clock: reading credentials may have taken a while. */
  readonly startedAt: number;
  /** Why no request can be sent, where credentials did not come in time; the wait then runs out. */
  readonly notReady: ApiError | undefined;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** Where settings come from, and how they are spelled in advice. */
  readonly settings: Settings;
  /** The process's variables. The proxy's is written anew as a whole URL. */
  readonly environment: Record<string, string | undefined>;
  /** Secrets that are known before anything else happens. */
  readonly secrets: readonly string[];
  readonly cancellation: Cancellation;
  readonly colour: boolean;
  /** Whether requests and internal errors are logged in detail. */
  readonly isDebugging: boolean;
  /** OIDC tokens for an audience. */
  readonly idTokens: ExchangeDependencies['idTokens'];
  /** A transport with connections of its own. */
  readonly newTransport: () => Transport;
  /** Called with each secret once, before its first use. */
  readonly announceSecret: (secret: string) => void;
  /** Prints what is waited for, and the details of it. */
  readonly printHeader: (header: LogGroup) => void;
  /** Prints lines of the log as they are, while the wait goes on. */
  readonly print: (lines: readonly string[]) => void;
  /** Prints the last lines of the log: the verdict, and what belongs to it. */
  readonly printEnding: (lines: readonly string[]) => void;
  /** Prints lines that are folded under a title. */
  readonly printGroup: (group: LogGroup) => void;
  readonly debug: (line: string) => void;
  /** Shows what the log says as well where nobody has to open the log for it. */
  readonly annotate: (annotation: Annotation) => void;
  /** How many annotations of a gate's end are shown; the last of them counts those that are not. */
  readonly maxAnnotations: number;
  /** The URL of `docs/troubleshooting.md` at the version that runs; `''` where that is not known. */
  readonly helpPage: string;
  /** Says what went wrong beside the wait, which the log says nowhere else: a title, or `''`, and a sentence. */
  readonly warn: (title: string, sentence: string) => void;
  /** Called with everything that happens, after it has been printed, and with what makes texts fit to be shown. */
  readonly onEvent: (event: GateEvent, sanitize: Sanitize) => void;
  /** Reports settings that are wrong. Nothing was sent. */
  readonly reportUsageError: (problems: readonly SettingProblem[], outputs: Outputs) => void;
  /** Writes outputs and files, and says where they are. */
  readonly writeReports: (reports: Reports) => Promise<Places>;
  /** What is left to do once everything has been printed, such as a comment. */
  readonly afterVerdict: (reports: Reports) => Promise<void>;
}
