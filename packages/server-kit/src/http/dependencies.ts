import type {
  AskEvent,
  EmbedSession,
  EmbedSessionRequest,
  Health,
  MetricQuery,
  QueryResponse,
} from "@heddle/sdk/contract";
import type { Identity } from "../auth/identity.ts";
import type { Log } from "./log.ts";

/** What every call may use to stop early and to be found in the log. */
export interface CallOptions {
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal;
  readonly correlationId: string;
}

/** All that the routes need; the composition root gives it. Each throws `HeddleError` for what it reports on purpose. */
export interface AppDependencies {
  /** Who calls, by the headers of the request. */
  authenticate(request: Request): Promise<Identity>;
  /** Events of one ask; the last is an answer or a problem. */
  ask(identity: Identity, question: AskQuestion, options: CallOptions): AsyncIterable<AskEvent>;
  query(identity: Identity, query: MetricQuery, options: CallOptions): Promise<QueryResponse>;
  createEmbedSession(identity: Identity, request: EmbedSessionRequest): Promise<EmbedSession>;
  health(): Promise<Health>;
  readonly log: Log;
  /** The widgets in one file, served as `/heddle.js`. @default not served */
  readonly cdnFile?: string | undefined;
  /** Milliseconds between signs of life in an event stream. @default 10000 */
  readonly heartbeatMs?: number | undefined;
}

export interface AskQuestion {
  readonly question: string;
  /** IANA zone. */
  readonly timeZone?: string | undefined;
}
