export type { Ask } from "./client/ask.ts";
export type { AskProgress } from "./client/read-response.ts";
export { createClient } from "./client/create-client.ts";
export type { HeddleClient } from "./client/create-client.ts";
export { createEmbedSession } from "./client/create-embed-session.ts";
export type { BackendOptions } from "./client/create-embed-session.ts";
export { HeddleError } from "./client/heddle-error.ts";
export type { ClientProblem, ClientProblemCode } from "./client/heddle-error.ts";
export type { ClientOptions, RequestOptions } from "./client/transport.ts";
export type {
  Answer,
  AnswerOf,
  AskEvent,
  AskRequest,
  Cell,
  Column,
  EmbedSession,
  EmbedSessionRequest,
  MetricQuery,
  MetricQueryInput,
  Problem,
  ProblemCode,
  QueryResponse,
  Receipt,
  WidgetConfig,
  WidgetConfigInput,
} from "./contract/index.ts";
