import { HeddleError } from "../errors.ts";
import type { AskContext, Draft, DraftFeedback, Drafted, Drafter } from "./pipeline.ts";

export interface Drafters {
  /** Deterministic, in the order they are tried: verified questions, then the planner. */
  readonly certain: readonly Drafter[];
  /** The language model, where one is configured. */
  readonly model: Drafter | undefined;
}

/**
 * The first draft that leads somewhere. The certain drafters go first; the model is asked only where they could not
 * place every word, and alone repairs a draft that failed.
 */
export async function draftQuestion(
  drafters: Drafters,
  context: AskContext,
  options: { feedback?: DraftFeedback | undefined; signal?: AbortSignal | undefined },
): Promise<Drafted> {
  const { feedback } = options;
  const passed = {
    ...(feedback === undefined ? {} : { feedback }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  const { certain, model } = drafters;
  let last: Drafted | undefined;
  for (const drafter of feedback === undefined ? certain : []) {
    last = await drafter.draft(context, passed);
    if (last.draft.kind !== "refuse") return inAskersZone(last, context);
  }
  if (model !== undefined) return inAskersZone(await model.draft(context, passed), context);
  if (last === undefined) throw new HeddleError("INTERNAL", "No drafter is configured.");
  return last;
}

/**
 * A query that names no zone is read in the catalog's, and whoever asked meant their own days. It is written into the
 * query, so that a widget saved from it shows the same later.
 */
function inAskersZone(drafted: Drafted, { catalog, question }: AskContext): Drafted {
  const { draft } = drafted;
  if (draft.kind !== "metric" || draft.query.time === undefined || question.timeZone === catalog.timeZone)
    return drafted;
  const time = { timeZone: question.timeZone, ...draft.query.time };
  return { ...drafted, draft: { ...draft, query: { ...draft.query, time } } };
}

/** Whether a draft leads to rows. */
export function isRunnable(draft: Draft): draft is Extract<Draft, { kind: "metric" | "sql" }> {
  return draft.kind === "metric" || draft.kind === "sql";
}
