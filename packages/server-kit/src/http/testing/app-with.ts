import { routes, type Answer, type AskEvent, type Problem, type Receipt, type RouteName } from "@heddle/sdk/contract";
import { expect } from "vitest";
import type { Identity, Permission } from "../../auth/identity.ts";
import { createApp } from "../app.ts";
import type { AppDependencies } from "../dependencies.ts";
import { createLog } from "../log.ts";

export const receipt: Receipt = {
  askId: "ask_1",
  question: "revenue",
  reading: null,
  provenance: null,
  sql: null,
  scopedSql: null,
  values: [],
  verdict: null,
  tenant: { partnerId: "prt_1", merchantIds: "all" },
  drafter: null,
  model: null,
  tokens: null,
  cost: null,
  attempts: 1,
  repairs: [],
  rowCount: null,
  timings: [],
  catalogHash: "h",
  dataTime: null,
  askedAt: "2026-01-01T00:00:00.000Z",
};
export const clarify: Answer = {
  id: "ask_1",
  question: "revenue",
  receipt,
  outcome: "clarify",
  message: "Which?",
  choices: [],
};
export const stage: AskEvent = { type: "stage", stage: "context", status: "started", attempt: 1, ms: null };

/** The body that each route takes; one that is missing fails the walk over the table. */
export const bodies: { [N in RouteName]: unknown } = {
  createEmbedSession: { merchantIds: "all", permissions: ["view"], expiresIn: 60 },
  ask: { question: "revenue" },
  query: { query: { measures: ["revenue"] } },
  health: null,
};

export function identityWith(...permissions: Permission[]): Identity {
  const scope = { partnerId: "prt_1", merchantIds: "all" } as const;
  return { kind: "viewer", id: "ems_1", permissions: new Set(permissions), scope, origins: null };
}

const everything = identityWith("embed:create", "ask", "view");
/** The app with dependencies that answer; `lines` is what it logs. */
export function appWith(dependencies: Partial<AppDependencies> = {}) {
  const lines: string[] = [];
  const app = createApp({
    authenticate: async () => everything,
    ask: async function* () {
      yield stage;
      yield { type: "answer", answer: clarify };
    },
    query: async () => ({ reading: "Revenue", sql: "select 1", columns: [], rows: [], truncated: false, receipt }),
    createEmbedSession: async () => ({ id: "ems_1", token: "t", expiresAt: "2026-01-01T00:00:00.000Z" }),
    health: async () => ({ status: "ok", version: "0.0.0", components: [] }),
    log: createLog("info", { write: (line) => void lines.push(line) }),
    ...dependencies,
  });
  return { app, lines };
}

export function call(name: RouteName, init: RequestInit & { duplex?: "half" } = {}): Request {
  const { method, path } = routes[name];
  const body = bodies[name] === null ? {} : { body: JSON.stringify(bodies[name]) };
  return new Request(`http://heddle.test${path}`, { method, ...body, ...init });
}

/** The problem document of a response, which must be one. */
export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(problem.correlationId).toBe(response.headers.get("x-correlation-id"));
  return problem;
}
