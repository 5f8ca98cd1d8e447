import type { Provenance, Receipt, StageName } from "@heddle/sdk/contract";
import type { ScopedSql } from "../../sql/scope/scope.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import type { Drafted } from "../pipeline.ts";

export type Spent = Pick<Drafted, "model" | "tokens" | "cost">;

/** What is known of an ask so far. */
export interface AskRecord {
  readonly askId: string;
  readonly question: string;
  readonly tenant: TenantScope;
  readonly catalogHash: string;
  readonly askedAt: Date;
  readonly timings: { stage: StageName; ms: number }[];
  readonly repairs: { code: string; detail: string }[];
  /** What all drafts took, those that were thrown away included. */
  readonly spent: Spent[];
  attempts: number;
  drafted?: Drafted;
  reading?: string;
  sql?: string;
  scoped?: ScopedSql;
  verdict?: string;
  provenance?: Provenance;
  rowCount?: number;
  dataTime?: Date;
}

/** Clears what the next draft will say anew: a receipt must not show the SQL of one attempt with the verdict of another. */
export function forgetAttempt(record: AskRecord): void {
  for (const field of ["reading", "sql", "scoped", "verdict", "provenance"] as const) delete record[field];
}

/** The receipt of an ask, also of one that ended without an answer. */
export function createReceipt(record: AskRecord): Receipt {
  const { drafted, scoped, tenant } = record;
  return {
    askId: record.askId,
    question: record.question,
    reading: record.reading ?? null,
    provenance: record.provenance ?? null,
    sql: record.sql ?? null,
    scopedSql: scoped?.text ?? null,
    values: (scoped?.values ?? []).map((value) => (typeof value === "string" ? value : [...value])),
    verdict: record.verdict ?? null,
    tenant: {
      partnerId: tenant.partnerId,
      merchantIds: tenant.merchantIds === "all" ? "all" : [...tenant.merchantIds],
    },
    drafter: drafted?.drafter ?? null,
    model: record.spent.find(({ model }) => model !== undefined)?.model ?? null,
    ...totals(record.spent),
    attempts: record.attempts,
    repairs: record.repairs,
    rowCount: record.rowCount ?? null,
    timings: record.timings.map(({ stage, ms }) => ({ stage, ms: Math.round(ms * 1000) / 1000 })),
    catalogHash: record.catalogHash,
    dataTime: record.dataTime?.toISOString() ?? null,
    askedAt: record.askedAt.toISOString(),
  };
}

/** Null where nothing was counted: not known is not zero. */
function totals(spent: readonly Spent[]): Pick<Receipt, "tokens" | "cost"> {
  const tokens = spent.flatMap((one) => one.tokens ?? []);
  const costs = spent.flatMap(({ cost }) => cost ?? []);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    tokens:
      tokens.length === 0
        ? null
        : { input: sum(tokens.map(({ input }) => input)), output: sum(tokens.map(({ output }) => output)) },
    cost: costs.length === 0 ? null : sum(costs),
  };
}
