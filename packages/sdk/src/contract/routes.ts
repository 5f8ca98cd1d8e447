import type * as z from "zod/mini";
import { answerSchema, askEventSchema, askRequestSchema } from "./answer.ts";
import { embedSessionRequestSchema, embedSessionSchema } from "./embed-session.ts";
import { healthSchema } from "./health.ts";
import { queryRequestSchema, queryResponseSchema } from "./query.ts";

/** What an identity must hold to call a route; `public` routes need none. */
export type RoutePermission = "public" | "embed:create" | "ask" | "view";

export interface Route {
  readonly method: "GET" | "POST";
  readonly path: `/v1/${string}`;
  readonly permission: RoutePermission;
  readonly summary: string;
  readonly request: z.ZodMiniType | null;
  readonly response: z.ZodMiniType;
  /** Events of `text/event-stream`, where the caller accepts it. */
  readonly events?: z.ZodMiniType;
}

/** Every route of the server. The client's types, the server's validation and the OpenAPI document come from it. */
export const routes = {
  createEmbedSession: {
    method: "POST",
    path: "/v1/embed/sessions",
    permission: "embed:create",
    summary: "Mint a short-lived token for one viewer",
    request: embedSessionRequestSchema,
    response: embedSessionSchema,
  },
  ask: {
    method: "POST",
    path: "/v1/ask",
    permission: "ask",
    summary: "Answer a question in words",
    request: askRequestSchema,
    response: answerSchema,
    events: askEventSchema,
  },
  query: {
    method: "POST",
    path: "/v1/query",
    permission: "view",
    summary: "Run a metric query",
    request: queryRequestSchema,
    response: queryResponseSchema,
  },
  health: {
    method: "GET",
    path: "/v1/health",
    permission: "public",
    summary: "How the server and what it depends on are doing",
    request: null,
    response: healthSchema,
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
