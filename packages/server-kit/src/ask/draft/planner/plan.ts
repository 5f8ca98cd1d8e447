import type { MetricQuery } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";
import type { Catalog } from "../../../catalog/catalog.ts";
import { buildQuery } from "./build-query.ts";
import { indexOf } from "./catalog-index.ts";
import { cover } from "./cover.ts";
import type { Item, TermItem } from "./items.ts";
import { memberChoice } from "./names.ts";
import { refusal } from "./outcome.ts";
import type { Choice, Failure, Outcome } from "./outcome.ts";
import { grammarPhrases } from "./phrases.ts";
import type { Request } from "./request.ts";
import { assignments } from "./roles.ts";
import type { Placed } from "./roles.ts";
import { sentenceOf } from "./slots.ts";
import { corrected } from "./spelling.ts";
import { thresholdWords } from "./thresholds.ts";
import { timePartOf } from "./time-part.ts";
import { calendarWords } from "./named-period.ts";
import { timeWords } from "./time-phrases.ts";
import { readable, wordsOf } from "./words.ts";
import type { Word } from "./words.ts";

/** Longer texts are no questions over a catalog; they are turned away before any work is spent on them. */
const mostWords = 80;

export interface PlanInput {
  readonly question: string;
  readonly catalog: Catalog;
  readonly now: Date;
  /** IANA zone in which "today" is. */
  readonly timeZone: string;
}

/** How a question was understood: what to do with it, its words and what they were taken for. */
export interface Plan {
  readonly outcome: Outcome;
  /** The question in the form that the words' offsets refer to. */
  readonly text: string;
  readonly words: readonly Word[];
  readonly items: readonly Item[];
}

const grammarVocabulary: readonly string[] = [
  ...[...grammarPhrases.keys()].flatMap((phrase) => phrase.split(" ")),
  ...timeWords,
  ...calendarWords,
  ...thresholdWords,
].filter((word) => /^\p{L}+$/u.test(word));
const vocabularies = new WeakMap<Catalog, ReadonlySet<string>>();

/** Reads a question: words, the stretches they form, the roles of the stretches, the metric query. */
export function plan({ question, catalog, now, timeZone }: PlanInput): Plan {
  const text = readable(question);
  const typed = wordsOf(text, mostWords);
  if (typed.length > mostWords)
    return { outcome: refusal("This is too long for one question."), text, words: [], items: [] };
  const index = indexOf(catalog);
  const words = corrected(typed, vocabularyOf(catalog, index.vocabulary));
  const today = once(() =>
    Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate(),
  );
  const items = cover(words, index, today);
  return { outcome: outcomeOf(items, { catalog, today, timeZone }), text, words, items };
}

function outcomeOf(
  items: readonly Item[],
  { catalog, today, timeZone }: Pick<Request, "catalog" | "today"> & { timeZone: string },
): Outcome {
  const unknown = items.filter((item) => item.kind === "unknown");
  if (unknown.length > 0)
    return refusal("", ...items.filter((item) => item.kind === "unknown" || item.kind === "number"));
  const hidden = items.filter(
    (item) => item.kind === "term" && item.meanings.some((meaning) => meaning.kind === "hidden"),
  );
  if (hidden.length > 0) return refusal("This may not be shown.", ...hidden);
  if (items.every((item) => item.kind === "stop")) return refusal("I see no question here.");
  const time = timePartOf(items);
  if ("kind" in time) return time;
  const sentence = sentenceOf(time.rest);
  if (sentence.astray.length > 0) return refusal("I do not know what this says here.", ...sentence.astray);
  const request: Request = { catalog, sentence, time, today, timeZone };
  const found = assignments(catalog, sentence);
  if (found === undefined)
    return refusal("This can be read in too many ways.", ...sentence.slots.map(({ item }) => item));
  const readings = found.map((reading) => ({ reading, outcome: buildQuery(request, reading), cost: costOf(reading) }));
  return (
    bestOf(catalog, readings) ??
    refusal("I know these words, but not what they ask together.", ...sentence.slots.map(({ item }) => item))
  );
}

interface Attempt {
  readonly reading: readonly Placed[];
  readonly outcome: Outcome;
  readonly cost: number;
}

/** An implied measure is the last resort. */
const impliedCost = 10;

function costOf(reading: readonly Placed[]): number {
  const named = reading.some(({ role }) => role.role === "measure" || role.role === "count");
  return reading.reduce((sum, { cost }) => sum + cost, named ? 0 : impliedCost);
}

/** The cheapest reading that makes a query; two different ones that are as cheap are for the asker to decide. */
function bestOf(catalog: Catalog, attempts: readonly Attempt[]): Outcome | undefined {
  const sorted = attempts.toSorted((a, b) => a.cost - b.cost);
  const made = sorted.filter(({ outcome }) => outcome.kind === "metric");
  const [first] = made;
  const asked = sorted.find(({ outcome }) => outcome.kind === "clarify");
  if (first === undefined || first.outcome.kind !== "metric") return (asked ?? mostTelling(sorted))?.outcome;
  // A cheaper reading that leaves a question open is not passed over for a dearer one that does not.
  if (asked !== undefined && asked.cost < first.cost) return asked.outcome;
  const rivals = made.filter(
    ({ outcome, cost }) => cost === first.cost && outcome.kind === "metric" && !sameQuery(outcome.query, first.outcome),
  );
  return rivals.length === 0 ? first.outcome : undecided(catalog, [first, ...rivals]);
}

function sameQuery(query: MetricQuery, outcome: Outcome): boolean {
  return outcome.kind === "metric" && JSON.stringify(query) === JSON.stringify(outcome.query);
}

/** Of refusals the one that names the fewest words says best what is wrong. */
function mostTelling(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts.find(({ outcome }) => outcome.kind === "refuse" && outcome.items.length > 0) ?? attempts[0];
}

/** The readings differ in what a term is taken for: each of these is a choice. */
function undecided(catalog: Catalog, attempts: readonly Attempt[]): Failure {
  const [first] = attempts;
  const differing = first?.reading.find(
    (_, index) => new Set(attempts.map(({ reading }) => reading[index]?.role.role)).size > 1,
  );
  const index = differing === undefined ? -1 : (first?.reading.indexOf(differing) ?? -1);
  const choices = attempts.flatMap((attempt) => roleChoice(catalog, attempt, attempt.reading[index]));
  return { kind: "clarify", message: "This can be read in more than one way. Which do you mean?", choices };
}

function roleChoice(catalog: Catalog, { outcome }: Attempt, placed: Placed | undefined): Choice[] {
  if (placed === undefined || !("candidates" in placed.role)) return [];
  const item: TermItem = placed.slot.item;
  const query = JSON.stringify(outcome);
  return placed.role.candidates
    .filter(({ member }) => query.includes(JSON.stringify(member)))
    .map((meaning) => {
      const { label, phrase } = memberChoice(catalog, meaning);
      return { label, edits: [{ from: item.from, to: item.to, phrase }] };
    });
}

function vocabularyOf(catalog: Catalog, own: ReadonlySet<string>): ReadonlySet<string> {
  const vocabulary = vocabularies.get(catalog) ?? new Set([...own, ...grammarVocabulary]);
  vocabularies.set(catalog, vocabulary);
  return vocabulary;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
