import type { Grain, MetricQuery, TimeRange } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";
import type { Item, ItemOf } from "./items.ts";
import { refusal } from "./outcome.ts";
import type { Failure } from "./outcome.ts";

type Range = ItemOf<"range">;

/** What a question says about time. */
export interface TimePart {
  readonly range?: TimeRange | undefined;
  readonly compare?: MetricQuery["compare"];
  readonly trend: boolean;
  /** The items without those that spoke of time; a `range` stays where a time stood. */
  readonly rest: readonly Item[];
}

/** Takes ranges and comparisons out of the items; a failure where two times do not go together. */
export function timePartOf(items: readonly Item[]): TimePart | Failure {
  const either = items.find((item) => item.kind === "either");
  if (either !== undefined) return eitherFailure(either);
  const ranges = items.filter((item) => item.kind === "range");
  const earlier = items.filter((item) => item.kind === "earlier");
  const stated = items.filter((item): item is ItemOf<"compare"> => item.kind === "compare");
  const over = stated.filter((item) => item.with !== undefined);
  const trend = items.some((item) => item.kind === "trend");
  if (ranges.length + earlier.length > 2 || over.length > 1 || earlier.length > 1) {
    return refusal("I can use one time range, or compare two.", ...ranges, ...earlier, ...over);
  }
  const against = earlier[0] ?? laterOf(items, ranges, stated.length > 0);
  if (against === undefined && ranges.length > 1)
    return refusal('I can use one time range, or compare two with "vs".', ...ranges);
  if (earlier[0] !== undefined && !isCompared(items, earlier[0], stated.length > 0))
    return refusal("I do not know what this is compared with.", earlier[0]);
  if (against !== undefined && over.length > 0)
    return refusal("I can compare with one earlier time.", against, ...over);
  const main = ranges.find((range) => range !== against);
  const compared = comparisonOf(main, against, over[0]);
  if ("kind" in compared) return compared;
  const rest = restOf(items, against, compared.compare !== undefined);
  return { ...compared, trend, rest };
}

function eitherFailure(item: ItemOf<"either">): Failure {
  const choices = item.choices.map(({ label, phrase }) => ({
    label,
    edits: [{ from: item.from, to: item.to, phrase }],
  }));
  return { kind: "clarify", message: "This time can be read in two ways. Which do you mean?", choices };
}

/** The range that "vs" or "compare ... with" puts against the other, or against the present. */
function laterOf(items: readonly Item[], ranges: readonly Range[], isComparison: boolean): Range | undefined {
  const last = ranges.at(-1);
  if (last === undefined) return undefined;
  return isCompared(items, last, isComparison && ranges.length === 2) ? last : undefined;
}

function isCompared(items: readonly Item[], range: Item, isComparison: boolean): boolean {
  const before = items.slice(0, items.indexOf(range)).filter((item) => item.kind !== "stop" && item.kind !== "link");
  const previous = before.at(-1);
  if (previous?.kind === "and" && previous.how === "versus") return true;
  return isComparison && items.some((item) => item.kind === "compare" && item.from < range.from);
}

type Compared = Pick<TimePart, "range" | "compare">;

function comparisonOf(
  main: Range | undefined,
  against: Item | undefined,
  over: ItemOf<"compare"> | undefined,
): Compared | Failure {
  if (main?.range === null && (against ?? over) !== undefined)
    return refusal("All time cannot be compared with an earlier time.", against ?? main);
  const range = main?.range ?? undefined;
  if (against === undefined && over === undefined) return { range };
  if (over !== undefined) return overUnits(range, over);
  if (against?.kind === "earlier") {
    if (range !== undefined) return { range, compare: against.period };
    return refusal('I do not know which period this is compared with; say for example "this month".', against);
  }
  if (against?.kind !== "range" || against.range === null)
    return refusal(
      "I can compare a time with the period or the year before it.",
      ...[against ?? main].filter((item) => item !== undefined),
    );
  if (range === undefined) return againstPresent(against, against.range);
  const compared =
    compareTwo(range, against.range, against.previous === true) ?? compareTwo(against.range, range, false);
  return (
    compared ?? refusal("I can compare a time with the period or the year right before it, not with this one.", against)
  );
}

/** "Year over year", "month over month". */
function overUnits(range: TimeRange | undefined, over: ItemOf<"compare">): Compared | Failure {
  if (over.with === "previous_year")
    return { range: range ?? { type: "relative", unit: "year", offset: 0, count: 1 }, compare: "previous_year" };
  if (range?.type === "relative" && range.unit === over.unit && range.count === 1)
    return { range, compare: "previous_period" };
  return refusal(`Say which ${over.unit} is compared with the one before, for example "this ${over.unit}".`, over);
}

/** "Revenue vs last month": this month with the one before. */
function againstPresent(item: Item, range: TimeRange): Compared | Failure {
  const isLast = range.type === "relative" && range.offset === -range.count && range.count === 1;
  if (!isLast) return refusal("I do not know which time this is compared with.", item);
  return { range: { ...range, offset: 0 }, compare: range.unit === "year" ? "previous_year" : "previous_period" };
}

function compareTwo(later: TimeRange, earlier: TimeRange, saidPrevious: boolean): Compared | undefined {
  if (later.type === "relative" && earlier.type === "relative") return compareRelative(later, earlier, saidPrevious);
  if (later.type === "absolute" && earlier.type === "absolute") return compareAbsolute(later, earlier);
  return undefined;
}

const unitsPerYear: Partial<Record<Grain, number>> = { month: 12, quarter: 4, year: 1 };
type Relative = Extract<TimeRange, { type: "relative" }>;
type Absolute = Extract<TimeRange, { type: "absolute" }>;

function compareRelative(later: Relative, earlier: Relative, saidPrevious: boolean): Compared | undefined {
  const sameLength = later.unit === earlier.unit && later.count === earlier.count;
  if (sameLength && later.offset - earlier.offset === unitsPerYear[later.unit])
    return { range: later, compare: "previous_year" };
  if (sameLength && later.offset - earlier.offset === later.count) return { range: later, compare: "previous_period" };
  // "The last 7 days vs the previous 7 days": both are written alike, the second is meant to lie before.
  if (sameLength && saidPrevious && later.offset === earlier.offset)
    return { range: later, compare: "previous_period" };
  // "This month vs last year": the same month, as nobody compares a month with a year.
  const isLastYear = earlier.unit === "year" && earlier.offset === -1 && earlier.count === 1;
  return isLastYear && later.unit !== "year" && later.offset === 0 && later.count === 1
    ? { range: later, compare: "previous_year" }
    : undefined;
}

function compareAbsolute(later: Absolute, earlier: Absolute): Compared | undefined {
  if (later.from === undefined || later.to === undefined) return undefined;
  const [from, to] = [Temporal.PlainDate.from(later.from), Temporal.PlainDate.from(later.to)];
  const isEarlier = (start: Temporal.PlainDate, end: Temporal.PlainDate) =>
    start.toString() === earlier.from && end.toString() === earlier.to;
  if (isEarlier(from.subtract({ years: 1 }), to.subtract({ years: 1 })))
    return { range: later, compare: "previous_year" };
  const { months, days } = from.until(to, { largestUnit: "month" });
  const length = days === 0 ? { months } : { days: from.until(to).days };
  return isEarlier(from.subtract(length), to.subtract(length))
    ? { range: later, compare: "previous_period" }
    : undefined;
}

function restOf(items: readonly Item[], against: Item | undefined, compared: boolean): Item[] {
  const at = against === undefined ? -1 : items.indexOf(against);
  const joint = items.findLastIndex((item, index) => index < at && item.kind === "and");
  const between = items.slice(joint + 1, at).every((item) => item.kind === "stop" || item.kind === "link");
  return items.flatMap((item, index): Item[] => {
    if (
      item.kind === "trend" ||
      item.kind === "earlier" ||
      (item.kind === "compare" && (item.with !== undefined || compared))
    )
      return [];
    if (index === joint && between && at !== -1) return [];
    return [item];
  });
}

const daysPer: Record<Grain, number> = { hour: 1 / 24, day: 1, week: 7, month: 30.5, quarter: 91.5, year: 366 };

/** The grain in which a trend over a range is read best: some ten to sixty points. */
export function trendGrain(range: TimeRange | undefined, today: Temporal.PlainDate): Grain {
  if (range === undefined) return "month";
  const days = range.type === "relative" ? range.count * daysPer[range.unit] : absoluteDays(range, today);
  if (days <= 2) return "hour";
  if (days <= 62) return "day";
  return days <= 93 ? "week" : "month";
}

function absoluteDays({ from, to }: Absolute, today: Temporal.PlainDate): number {
  if (from === undefined) return Infinity;
  return Temporal.PlainDate.from(from).until(to === undefined ? today : Temporal.PlainDate.from(to)).days;
}
