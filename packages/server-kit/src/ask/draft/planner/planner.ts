import type { AskContext, Draft, Drafted, Drafter } from "../../pipeline.ts";
import type { Failure } from "./outcome.ts";
import { plan } from "./plan.ts";
import type { Plan, PlanInput } from "./plan.ts";

const mostChoices = 4;

/**
 * The drafter that needs no model, no database and no key: it knows the catalog's words and a small English grammar of
 * analytics. It answers only what it understood to the last content word; everything else it refuses by naming the
 * words, or asks back with questions that it does understand. It never throws.
 *
 * @example
 * ```ts
 * const { draft } = await createPlanner().draft(context, {});
 * // "top 5 merchants by revenue": { kind: "metric", query: { measures: ["revenue"], dimensions: ["merchants.name"], ... } }
 * // "foobar by month": { kind: "refuse", leftover: ["foobar"], message: "I do not know what \"foobar\" means here. ..." }
 * ```
 */
export function createPlanner(): Drafter {
  return {
    name: "planner",
    draft: async (context) => drafted(planDraft(context)),
  };
}

/** The draft for a question, at once. */
export function planDraft({ question, catalog, now }: Pick<AskContext, "question" | "catalog" | "now">): Draft {
  const input: PlanInput = { question: question.text, catalog, now, timeZone: question.timeZone };
  const planned = plan(input);
  const { outcome } = planned;
  if (outcome.kind === "metric") return outcome;
  return outcome.kind === "clarify" ? clarification(input, planned, outcome) : refusalDraft(planned, outcome);
}

function drafted(draft: Draft): Drafted {
  return { draft, drafter: "planner", raw: JSON.stringify(draft) };
}

/** Only choices that are themselves understood are offered. */
function clarification(
  input: PlanInput,
  planned: Plan,
  { message, choices }: Extract<Failure, { kind: "clarify" }>,
): Draft {
  const understood: { label: string; question: string }[] = [];
  for (const { label, edits } of choices) {
    if (understood.length === mostChoices) break;
    const question = edits.reduce((text, edit) => replaced(text, planned.words, edit), planned.text).trim();
    if (plan({ ...input, question }).outcome.kind === "metric") understood.push({ label, question });
  }
  if (understood.length < 2)
    return refusalDraft(planned, {
      kind: "refuse",
      message,
      items: choices.flatMap(({ edits }) => edits.slice(0, 1)).slice(0, 1),
    });
  return { kind: "clarify", message, choices: understood };
}

function replaced(
  text: string,
  words: Plan["words"],
  { from, to, phrase }: { from: number; to: number; phrase: string },
): string {
  // What is put at a word goes in front of it; behind the last one, at the end of the words.
  const start = words[from]?.start ?? words.at(-1)?.end ?? 0;
  const end = from === to ? start : (words[to - 1]?.end ?? start);
  return text.slice(0, start) + phrase + text.slice(end);
}

function refusalDraft(planned: Plan, { message, items }: Extract<Failure, { kind: "refuse" }>): Draft {
  const stretches = [...new Map(items.map((item) => [item.from, item])).values()].filter((item) => item.to > item.from);
  const leftover = stretches.toSorted((a, b) => a.from - b.from).map((item) => typed(planned, item));
  const understood = understoodOf(planned, new Set(stretches.map((item) => item.from)));
  const named = leftover.map((word) => `"${word}"`).join(", ");
  const reason = message === "" || leftover.length === 0 ? message : `${named}: ${message}`;
  const first =
    message === "" ? `I do not know what ${named} ${leftover.length === 1 ? "means" : "mean"} here.` : reason;
  const text = understood === undefined ? first : `${first} I understood: ${understood}.`;
  return { kind: "refuse", message: text, leftover, ...(understood === undefined ? {} : { understood }) };
}

/** What was understood, in the asker's own words. */
function understoodOf(planned: Plan, left: ReadonlySet<number>): string | undefined {
  const telling = new Set(["term", "range", "grain", "rank", "threshold"]);
  const kept = planned.items
    .filter((item) => telling.has(item.kind) && !left.has(item.from))
    .map((item) => typed(planned, item));
  return kept.length === 0 ? undefined : kept.join(" ");
}

function typed({ text, words }: Plan, { from, to }: { from: number; to: number }): string {
  return text.slice(words[from]?.start ?? 0, words[to - 1]?.end ?? 0);
}
