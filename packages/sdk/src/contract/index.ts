export { answerSchema, askEventSchema, askRequestSchema, draftSchema } from "./answer.ts";
export type { Answer, AnswerOf, AskEvent, AskRequest } from "./answer.ts";
export {
  embedPermissionSchema,
  embedSessionMaxSeconds,
  embedSessionRequestSchema,
  embedSessionSchema,
} from "./embed-session.ts";
export type { EmbedPermission, EmbedSession, EmbedSessionRequest } from "./embed-session.ts";
export { healthSchema } from "./health.ts";
export type { Health } from "./health.ts";
export {
  filterSchema,
  grainSchema,
  metricQuerySchema,
  sortSchema,
  timeRangeSchema,
  timeSchema,
} from "./metric-query.ts";
export type { Filter, Grain, MetricQuery, MetricQueryInput, QueryTime, TimeRange } from "./metric-query.ts";
export { problemKinds, problemSchema } from "./problem.ts";
export type { Problem, ProblemCode } from "./problem.ts";
export { queryRequestSchema, queryResponseSchema } from "./query.ts";
export type { QueryRequest, QueryResponse } from "./query.ts";
export { provenanceSchema, receiptSchema, stageNameSchema } from "./receipt.ts";
export type { Provenance, Receipt, StageName } from "./receipt.ts";
export { cellSchema, columnSchema, columnTypeSchema, resultSchema, valueFormatSchema } from "./result.ts";
export type { Cell, Column, ColumnType, Result, ValueFormat } from "./result.ts";
export { routes } from "./routes.ts";
export type { Route, RouteName, RoutePermission } from "./routes.ts";
export { widgetConfigSchema } from "./widget-config.ts";
export type { WidgetConfig, WidgetConfigInput, WidgetConfigOf, WidgetType } from "./widget-config.ts";
