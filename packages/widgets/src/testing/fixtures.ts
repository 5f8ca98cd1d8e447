import type { AnswerOf, AskEvent, Problem, QueryResponse, Receipt } from "@heddle/sdk";
import type { StageName, WidgetConfig } from "@heddle/sdk/contract";
import type { ChartData } from "../elements/chart/chart-data.ts";

const euros = { style: "currency", currency: "EUR" } as const;

const sql = `select date_trunc('month', payments.created_at) as time, sum(payments.amount_minor) / 100.0 as revenue
from payments
where payments.status = 'succeeded'
group by 1
order by 1`;

export const receipt: Receipt = {
  askId: "ask_01k9zv7j5vfz8r6x4q0m2t3n1c",
  question: "revenue by month this year",
  reading: "Revenue by month for 2026, succeeded payments",
  provenance: "modelled",
  sql,
  scopedSql: sql.replace("from payments", "from (select * from payments where partner_id = $1) as payments"),
  values: ["prt_01k9zv7j5vfz8r6x4q0m2t3n1c"],
  verdict: "accepted",
  tenant: { partnerId: "prt_01k9zv7j5vfz8r6x4q0m2t3n1c", merchantIds: "all" },
  drafter: "planner",
  model: null,
  tokens: null,
  cost: null,
  attempts: 1,
  repairs: [],
  rowCount: 11,
  timings: [
    { stage: "draft", ms: 1.2 },
    { stage: "guard", ms: 0.4 },
    { stage: "run", ms: 24.1 },
  ],
  catalogHash: "5f0c",
  dataTime: "2026-11-21T14:32:00Z",
  askedAt: "2026-11-21T14:32:00Z",
};

/** Revenue by month, as a metric query's response has it. */
export const revenueByMonth: ChartData & Pick<QueryResponse, "columns" | "rows"> = {
  columns: [
    { name: "time", type: "date", label: "Month", role: "time", format: { style: "time", grain: "month" } },
    { name: "revenue", type: "number", label: "Revenue", role: "measure", format: euros },
  ],
  rows: [182_310.5, 251_004, 226_120.25, 235_900, 281_450, 283_020, 284_110, 324_800, 338_460, 340_015, 362_777.75].map(
    (revenue, month) => [`2026-${String(month + 1).padStart(2, "0")}-01`, revenue],
  ),
  truncated: false,
  receipt: { dataTime: receipt.dataTime },
};

export const revenueLine: WidgetConfig = {
  version: 1,
  type: "line",
  title: "Revenue by month",
  summary: "Revenue by month in 2026, rising from €182,310.50 in January to €362,777.75 in November.",
  encoding: { x: "time", y: ["revenue"] },
};

export const answer: AnswerOf<"answer"> = {
  id: receipt.askId,
  question: receipt.question,
  receipt,
  outcome: "answer",
  provenance: "modelled",
  reading: "Revenue by month for 2026, succeeded payments",
  draft: { kind: "sql", sql },
  sql,
  columns: revenueByMonth.columns,
  rows: revenueByMonth.rows,
  truncated: false,
  widget: revenueLine,
};

export const clarify: AnswerOf<"clarify"> = {
  id: receipt.askId,
  question: "sales",
  receipt: { ...receipt, question: "sales" },
  outcome: "clarify",
  message: "“Sales” may be the amount or the number of payments.",
  choices: [
    { label: "Revenue", question: "revenue by month this year" },
    { label: "Payment count", question: "payment count by month this year" },
  ],
};

export const refuse: AnswerOf<"refuse"> = {
  id: receipt.askId,
  question: "revenue by zorp",
  receipt: { ...receipt, question: "revenue by zorp" },
  outcome: "refuse",
  message: "I understood “revenue” but not the rest of the question.",
  problem: {
    type: "urn:heddle:problem:not-answerable",
    title: "The question could not be answered",
    status: 422,
    detail: "A word of the question is not in the catalog.",
    code: "NOT_ANSWERABLE",
    correlationId: "8d1f0c3a5b7e4f62",
    retryable: false,
    hint: "Ask for a measure by a dimension, such as revenue by city.",
    leftover: ["zorp"],
  },
};

export const databaseDown: Problem = {
  type: "urn:heddle:problem:db-unavailable",
  title: "The database cannot be reached",
  status: 503,
  detail: "The database cannot be reached right now.",
  code: "DB_UNAVAILABLE",
  correlationId: "1b9e6f20c4d84a77",
  retryable: true,
};

export function stage(name: StageName, status: "started" | "done" | "failed" = "done", attempt = 1): AskEvent {
  return { type: "stage", stage: name, status, attempt, ms: status === "started" ? null : 1 };
}

export const reading: AskEvent = { type: "reading", reading: answer.reading, provenance: "modelled" };
