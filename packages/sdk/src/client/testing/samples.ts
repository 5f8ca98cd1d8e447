import type { Answer, AskEvent, Problem, ProblemCode, QueryResponse, Receipt } from "../../contract/index.ts";

export const receipt: Receipt = {
  askId: "ask_1",
  question: "revenue in Malmö",
  reading: "Revenue in Malmö",
  provenance: "modelled",
  sql: "select 1",
  scopedSql: "select 1",
  values: [],
  verdict: "accepted",
  tenant: { partnerId: "prt_1", merchantIds: "all" },
  drafter: "planner",
  model: null,
  tokens: null,
  cost: null,
  attempts: 1,
  repairs: [],
  rowCount: 1,
  timings: [],
  catalogHash: "h",
  dataTime: "2026-01-01T00:00:00.000Z",
  askedAt: "2026-01-01T00:00:00.000Z",
};

export const answer: Answer = {
  id: "ask_1",
  question: "revenue in Malmö",
  receipt,
  outcome: "answer",
  provenance: "modelled",
  reading: "Revenue in Malmö 🧵",
  draft: { kind: "metric", query: { measures: ["revenue"], dimensions: [], filters: [], sort: [] } },
  sql: "select 1",
  columns: [{ name: "revenue", type: "number" }],
  rows: [[12.5]],
  truncated: false,
  widget: { version: 1, type: "kpi", title: "Revenue", summary: "Revenue in Malmö.", encoding: { value: "revenue" } },
};

export const events: AskEvent[] = [
  { type: "stage", stage: "context", status: "started", attempt: 1, ms: null },
  { type: "stage", stage: "context", status: "done", attempt: 1, ms: 0.4 },
  { type: "reading", reading: "Revenue in Malmö 🧵", provenance: "modelled" },
  { type: "answer", answer },
];

export const queryResponse: QueryResponse = {
  reading: "Revenue",
  sql: "select 1",
  columns: [{ name: "revenue", type: "number" }],
  rows: [[12.5]],
  truncated: false,
  receipt,
};

export function problem(code: ProblemCode, status: number): Problem {
  const detail = `It was ${code}.`;
  return {
    type: `urn:x:${code}`,
    title: code,
    status,
    detail,
    code,
    correlationId: "server-1",
    retryable: status === 503,
  };
}

export function encode(event: AskEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
