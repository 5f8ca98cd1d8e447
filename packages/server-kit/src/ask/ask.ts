import type { Answer, AskEvent, AskRequest, Provenance } from "@heddle/sdk/contract";
import { newId } from "../db/ids.ts";
import { HeddleError, toProblem } from "../errors.ts";
import type { TenantScope } from "../tenancy/tenant-scope.ts";
import { describeQuery } from "./compile/describe-query.ts";
import { createContext } from "./context/create-context.ts";
import { DraftRejected } from "./draft/draft-rejected.ts";
import { draftQuestion, isRunnable } from "./draft-question.ts";
import type { Drafters } from "./draft-question.ts";
import { executeMetricQuery, executeSql } from "./execute.ts";
import type { ExecuteDependencies } from "./execute.ts";
import type { AskContext, Draft, DraftFeedback, Drafted, Rows } from "./pipeline.ts";
import { createReceipt, forgetAttempt } from "./receipt/receipt.ts";
import type { AskRecord } from "./receipt/receipt.ts";
import { feedbackFor } from "./repair.ts";
import { stage } from "./stage.ts";
import { chooseWidget } from "./widget/choose-widget.ts";

export interface AskDependencies extends ExecuteDependencies {
  readonly drafters: Drafters;
  /** Told of every ask that failed, with the cause that the person does not see. */
  onFault(error: unknown, record: { askId: string; correlationId: string }): void;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly correlationId: string;
}

/** A draft with its rows. */
interface Executed {
  readonly draft: Extract<Draft, { kind: "metric" | "sql" }>;
  readonly rows: Rows;
}

/** Never more drafts than this: repair loops were found to break more answers than they mend. */
const mostAttempts = 2;

/**
 * Answers a question for one tenant. Yields stages as they happen, then exactly one `answer` or `problem`, and never
 * throws. It knows no HTTP: every door, from the web to the command line, uses it alike.
 */
export async function* ask(
  request: AskRequest,
  tenant: TenantScope,
  dependencies: AskDependencies,
  options: AskOptions,
): AsyncGenerator<AskEvent> {
  const record: AskRecord = {
    askId: newId("ask"),
    question: request.question,
    tenant,
    catalogHash: dependencies.catalog.hash,
    askedAt: dependencies.now(),
    timings: [],
    repairs: [],
    spent: [],
    attempts: 1,
  };
  try {
    const context = yield* stage("context", 1, record.timings, () =>
      createContext(request, tenant, dependencies.catalog, record.askedAt),
    );
    yield* answer(context, record, dependencies, options);
  } catch (error) {
    dependencies.onFault(error, { askId: record.askId, correlationId: options.correlationId });
    yield { type: "problem", problem: toProblem(error, options.correlationId) };
  }
}

async function* answer(
  context: AskContext,
  record: AskRecord,
  dependencies: AskDependencies,
  options: AskOptions,
): AsyncGenerator<AskEvent> {
  let feedback: DraftFeedback | undefined;
  for (record.attempts = 1; ; record.attempts++) {
    try {
      const outcome = yield* attempt(context, record, dependencies, options, feedback);
      yield { type: "answer", answer: yield* finish(outcome, record, options) };
      return;
    } catch (error) {
      if (error instanceof DraftRejected) record.spent.push(error.spent);
      feedback = feedbackFor(error, record.drafted, record.sql);
      if (feedback === undefined) throw error;
      record.repairs.push({ code: feedback.code, detail: feedback.detail });
      dependencies.onFault(error, { askId: record.askId, correlationId: options.correlationId });
      if (record.attempts < mostAttempts && dependencies.drafters.model !== undefined) continue;
      yield { type: "answer", answer: gaveUp(record, options) };
      return;
    }
  }
}

/** One draft, and its rows where it leads to any. */
async function* attempt(
  context: AskContext,
  record: AskRecord,
  dependencies: AskDependencies,
  { signal }: AskOptions,
  feedback: DraftFeedback | undefined,
): AsyncGenerator<AskEvent, Executed | Draft> {
  forgetAttempt(record);
  const drafted = yield* stage("draft", record.attempts, record.timings, () =>
    draftQuestion(dependencies.drafters, context, { feedback, signal }),
  );
  record.drafted = drafted;
  record.spent.push(drafted);
  const { draft } = drafted;
  if (!isRunnable(draft)) return draft;
  record.provenance = provenanceOf(drafted);
  record.reading = readingOf(draft, context);
  yield { type: "reading", reading: record.reading, provenance: record.provenance };
  const { timeZone } = context.question;
  const rows =
    draft.kind === "metric"
      ? yield* executeMetricQuery(draft.query, timeZone, record, dependencies, signal)
      : yield* executeSql(draft.sql, record, dependencies, signal);
  return { draft, rows };
}

async function* finish(
  outcome: Executed | Draft,
  record: AskRecord,
  options: AskOptions,
): AsyncGenerator<AskEvent, Answer> {
  if (!("rows" in outcome)) return withoutRows(outcome, record, options);
  const { draft, rows } = outcome;
  const reading = record.reading ?? "";
  const widget = yield* stage("widget", record.attempts, record.timings, () =>
    chooseWidget({
      columns: rows.columns,
      rows: rows.rows,
      reading,
      question: record.question,
      query: draft.kind === "metric" ? draft.query : undefined,
      proposed: record.drafted?.widget,
    }),
  );
  const receipt = yield* stage("receipt", record.attempts, record.timings, () => createReceipt(record));
  return {
    id: record.askId,
    question: record.question,
    outcome: "answer",
    provenance: record.provenance ?? "generated",
    reading,
    draft: draft.kind === "metric" ? draft : { kind: "sql", sql: draft.sql },
    sql: record.sql ?? "",
    ...rows,
    widget,
    receipt,
  };
}

/** An answer that is a question back, or a clear word why there is none. */
function withoutRows(draft: Draft, record: AskRecord, { correlationId }: AskOptions): Answer {
  const common = { id: record.askId, question: record.question, receipt: createReceipt(record) };
  if (draft.kind === "clarify") {
    return { ...common, outcome: "clarify", message: draft.message, choices: draft.choices };
  }
  const { message, leftover, understood } =
    draft.kind === "refuse"
      ? draft
      : { message: "The question could not be answered.", leftover: [], understood: undefined };
  const full =
    understood === undefined || message.includes(understood) ? message : `${message} I understood: ${understood}.`;
  const error = new HeddleError("NOT_ANSWERABLE", full, {
    hint: "Ask with the words of your dashboard, or leave the unknown part out.",
    leftover,
  });
  return { ...common, outcome: "refuse", message: full, problem: toProblem(error, correlationId) };
}

function gaveUp(record: AskRecord, options: AskOptions): Answer {
  const message = `I could not turn this question into a query that may run, in ${record.attempts === 1 ? "one attempt" : "two attempts"}.`;
  return withoutRows({ kind: "refuse", message, leftover: [], understood: record.reading }, record, options);
}

function provenanceOf({ drafter, draft }: Drafted): Provenance {
  if (drafter === "verified") return "verified";
  return draft.kind === "metric" ? "modelled" : "generated";
}

function readingOf(draft: Executed["draft"], { catalog, now, question }: AskContext): string {
  return draft.kind === "sql"
    ? draft.reading
    : describeQuery(draft.query, catalog, { now, timeZone: question.timeZone });
}
