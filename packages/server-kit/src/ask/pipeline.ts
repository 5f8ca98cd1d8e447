import type { Answer, Column, MetricQuery, WidgetConfig } from "@heddle/sdk/contract";
import type { Catalog } from "../catalog/catalog.ts";
import type { TenantScope } from "../tenancy/tenant-scope.ts";

/*
 * What the stages of an ask hand to each other:
 * Question -> AskContext -> Draft -> (compiled SQL) -> GuardedSql -> ScopedSql -> Rows -> Widget.
 * GuardedSql and ScopedSql are made by `sql/` alone and carry private brands.
 */

/** A question that has passed the checks on its text. */
export interface Question {
  readonly text: string;
  /** IANA zone of the asker. */
  readonly timeZone: string;
}

/** All a drafter may know. There are no rows in it. */
export interface AskContext {
  readonly question: Question;
  readonly scope: TenantScope;
  readonly catalog: Catalog;
  /** The instant of the ask; relative times are read against it. */
  readonly now: Date;
}

/** Why an earlier draft did not run: the structured error a drafter may repair from. */
export interface DraftFeedback {
  readonly code: string;
  readonly detail: string;
  readonly hint?: string | undefined;
  /** The SQL that failed; absent where the draft could not be compiled to any. */
  readonly sql?: string | undefined;
  /** What the drafter had answered, as it stood. */
  readonly previous: string;
}

export type Draft =
  | { readonly kind: "metric"; readonly query: MetricQuery }
  | { readonly kind: "sql"; readonly sql: string; readonly reading: string }
  | {
      readonly kind: "clarify";
      readonly message: string;
      readonly choices: { label: string; question: string }[];
    }
  | {
      readonly kind: "refuse";
      readonly message: string;
      /** Content words that nothing in the catalog matched, as they were typed. */
      readonly leftover: string[];
      /** What was understood all the same, in words. */
      readonly understood?: string | undefined;
    };

/** A draft with how it came about. */
export interface Drafted {
  readonly draft: Draft;
  readonly drafter: "verified" | "planner" | "model";
  /** The draft as the drafter gave it, for feedback and the receipt. */
  readonly raw: string;
  readonly model?: string;
  readonly tokens?: { input: number; output: number };
  /** US dollars; absent where the price is not known. */
  readonly cost?: number;
  /** A widget the drafter proposes; it is checked against the result before it is used. */
  readonly widget?: unknown;
}

/**
 * Turns a question into a draft. Throws `HeddleError` only for faults (`LLM_TIMEOUT`, ...), never for "I cannot", and
 * `DraftRejected` where what came back is no draft at all.
 */
export interface Drafter {
  readonly name: Drafted["drafter"];
  draft(context: AskContext, options: { feedback?: DraftFeedback; signal?: AbortSignal }): Promise<Drafted>;
}

/** A metric query as SQL, before guard and scope. */
export interface CompiledQuery {
  readonly sql: string;
  /** One a result column, in order; formats of money are filled in once the tenant's currency is known. */
  readonly columns: readonly CompiledColumn[];
}

export interface CompiledColumn {
  readonly name: string;
  readonly label: string;
  readonly role: NonNullable<Column["role"]>;
  readonly type: Column["type"];
  readonly format:
    | { style: "currency" | "number" | "percent" }
    | { style: "text"; labels?: Record<string, string> }
    | { style: "time"; grain: string; timeZone: string };
}

/** Rows as they came back, ready for the wire. */
export interface Rows {
  readonly columns: Column[];
  readonly rows: Extract<Answer, { outcome: "answer" }>["rows"];
  readonly truncated: boolean;
}

/** What a widget is chosen from. */
export interface WidgetInput {
  readonly columns: readonly Column[];
  readonly rows: Rows["rows"];
  readonly reading: string;
  readonly question: string;
  readonly query?: MetricQuery | undefined;
  /** A config that a model proposes; used where it is valid and fits the result. */
  readonly proposed?: unknown;
}

export type ChooseWidget = (input: WidgetInput) => WidgetConfig;
