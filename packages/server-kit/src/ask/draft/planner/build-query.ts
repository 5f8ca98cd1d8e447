import type { Filter, Grain, MetricQuery } from "@heddle/sdk/contract";
import type { Temporal } from "temporal-polyfill";
import { findMeasure } from "../../../catalog/catalog.ts";
import type { Catalog } from "../../../catalog/catalog.ts";
import { columnFilters, measureFilters, memberOf } from "./filters-of.ts";
import type { ColumnFilter, QueryFrame } from "./filters-of.ts";
import type { ItemOf } from "./items.ts";
import { factTables, isCount, isFixed } from "./measure-rules.ts";
import { measuresOf } from "./measures-of.ts";
import type { Chosen } from "./measures-of.ts";
import { measureLabel } from "./names.ts";
import { refusal } from "./outcome.ts";
import type { Failure, Outcome } from "./outcome.ts";
import { adverseWords, stateColumns } from "./phrases.ts";
import { stepsTo } from "./resolve.ts";
import { shareColumn } from "./roles.ts";
import type { Placed } from "./roles.ts";
import type { Sentence } from "./slots.ts";
import { trendGrain } from "./time-part.ts";
import type { TimePart } from "./time-part.ts";

/** How many rows "the top merchants" are. */
const defaultLimit = 10;

export interface Request {
  readonly catalog: Catalog;
  readonly sentence: Sentence;
  readonly time: TimePart;
  readonly today: () => Temporal.PlainDate;
  /** Set where the asker's zone is not the catalog's. */
  readonly timeZone: string | undefined;
}

/** The metric query of one reading of the terms, or the first thing that stands against that reading. */
export function buildQuery(request: Request, reading: readonly Placed[]): Outcome {
  const { catalog, sentence } = request;
  const placed = narrowed(reading);
  const chosen = measuresOf(catalog, placed, sentence);
  if ("kind" in chosen) return chosen;
  const measures = chosen.map(({ measure }) => measure);
  const frame: QueryFrame = { catalog, measures, facts: factTables(catalog, measures) };
  const problem = surroundingsProblem(frame, placed, chosen);
  if (problem !== undefined) return problem;
  const columns = columnFilters(frame, placed, sentence.compare !== undefined);
  if ("kind" in columns) return columns;
  const thresholds = measureFilters(frame, placed, chosen);
  if ("kind" in thresholds) return thresholds;
  const dimensions = dimensionsOf(frame, placed, columns);
  if ("kind" in dimensions) return dimensions;
  const time = queryTime(request, frame, placed);
  if ("kind" in time) return time;
  const order = orderOf(request, placed, chosen, { dimensions, columns, thresholds, time });
  if ("kind" in order) return order;
  const wording = wordingProblem(request, placed, { chosen, dimensions, columns, thresholds, time, frame });
  if (wording !== undefined) return wording;
  const filters = [...columns.map(asFilter), ...thresholds];
  const { compare } = request.time;
  return {
    kind: "metric",
    query: {
      measures,
      dimensions,
      filters,
      ...(Object.keys(time).length === 0 ? {} : { time }),
      ...(compare === undefined ? {} : { compare }),
      ...order,
    },
  };
}

/** A value beside the name of its column is one of that column: "refund reason duplicate". */
function narrowed(placed: readonly Placed[]): Placed[] {
  return placed.map((each, index) => {
    const { role } = each;
    if (role.role !== "value") return each;
    const beside = [placed[index - 1], placed[index + 1]].find(
      (other) => other?.role.role === "qualifier" && shareColumn(other.role.candidates, role.candidates),
    );
    if (beside?.role.role !== "qualifier") return each;
    const columns = beside.role.candidates;
    // The best name of the column decides among several that share it.
    const rank = Math.min(...columns.map((column) => column.rank));
    const best = columns.filter((column) => column.rank === rank);
    const own = role.candidates.filter(({ member }) => best.some((column) => column.member === member));
    return {
      ...each,
      role: {
        ...role,
        candidates: own.length > 0 ? own : role.candidates.filter((candidate) => shareColumn(columns, [candidate])),
      },
    };
  });
}

/** Nouns that the measures do not reach, things asked for and not given, values said of one measure among several. */
function surroundingsProblem(
  frame: QueryFrame,
  placed: readonly Placed[],
  chosen: readonly Chosen[],
): Failure | undefined {
  for (const [index, { role, slot }] of placed.entries()) {
    if (role.role === "noun" && stepsTo(frame.catalog, frame.facts, role.table) === undefined) {
      return refusal(`${measureLabel(frame.catalog, frame.measures[0] ?? "")} cannot be narrowed by this.`, slot.item);
    }
    const [previous, next] = [placed[index - 1], placed[index + 1]];
    // "Paid invoices" have that status; "invoices paid in March" were paid then.
    if (role.role === "time" && next?.slot.direct === true)
      return refusal("I do not know what happened at this time.", slot.item);
    if (role.role !== "value" && role.role !== "qualifier") continue;
    if (
      role.role === "qualifier" &&
      slot.quoted.length === 0 &&
      ![previous, next].some(
        (other) => other?.role.role === "value" && shareColumn(role.candidates, other.role.candidates),
      )
    ) {
      return refusal("I do not know which value this is to have.", slot.item);
    }
    const demands =
      slot.which || slot.sort || slot.rank !== undefined || slot.quantity !== undefined || slot.number !== undefined;
    if (demands && next?.slot.direct !== true) return refusal("I do not know what is asked about this.", slot.item);
    const besideMeasure = [slot.direct ? previous : undefined, next?.slot.direct === true ? next : undefined].some(
      (other) => other?.role.role === "measure" || other?.role.role === "count",
    );
    if (chosen.length > 1 && besideMeasure && role.role === "value")
      return refusal("I cannot narrow one measure and not the other.", slot.item);
  }
  return undefined;
}

function dimensionsOf(
  frame: QueryFrame,
  placed: readonly Placed[],
  columns: readonly ColumnFilter[],
): string[] | Failure {
  const dimensions: string[] = [];
  for (const each of placed) {
    if (each.role.role !== "group") continue;
    const meaning = memberOf(frame, each, each.role.candidates);
    if (!("member" in meaning)) return meaning;
    const fixed = frame.measures.find((measure) => isFixed(frame.catalog, measure, meaning.member));
    if (fixed !== undefined)
      return refusal(
        `${measureLabel(frame.catalog, fixed)} is of one such value only, so there is nothing to split.`,
        each.slot.item,
      );
    if (!dimensions.includes(meaning.member)) dimensions.push(meaning.member);
  }
  const versus = columns.filter((filter) => filter.versus && !filter.negated && !dimensions.includes(filter.member));
  return [...dimensions, ...versus.map(({ member }) => member)];
}

function asFilter({ member, values, negated }: ColumnFilter): Filter {
  return { member, operator: negated ? "not_in" : "in", values };
}

type Time = NonNullable<MetricQuery["time"]>;

function queryTime(
  { catalog, sentence, time, today, timeZone }: Request,
  frame: QueryFrame,
  placed: readonly Placed[],
): Time | Failure {
  const grains = [...new Set<Grain>(sentence.grains)];
  if (grains.length > 1) return refusal("I can split by one unit of time.");
  const grain = grains[0] ?? (time.trend ? trendGrain(time.range, today()) : undefined);
  const { range } = time;
  const dimension = timeColumn(frame, placed, range !== undefined || grain !== undefined);
  if (typeof dimension === "object") return dimension;
  if (grain === undefined && range === undefined) return {};
  return {
    ...(dimension === undefined ? {} : { dimension }),
    ...(grain === undefined ? {} : { grain }),
    ...(range === undefined ? {} : { range }),
    ...(timeZone === undefined || timeZone === catalog.timeZone ? {} : { timeZone }),
  };
}

/** The time column that was named, unless it is the one that counts anyway. */
function timeColumn(frame: QueryFrame, placed: readonly Placed[], isTimed: boolean): string | undefined | Failure {
  const named = placed.find(({ role }) => role.role === "time");
  if (named?.role.role !== "time") return undefined;
  const { item } = named.slot;
  const [fact] = frame.facts;
  const definition = findMeasure(frame.catalog, frame.measures[0] ?? "");
  const own = named.role.candidates.filter(({ table }) => table === fact);
  const [meaning] = own;
  if (frame.measures.length > 1 || frame.facts.length > 1 || meaning === undefined || own.length > 1)
    return refusal("I do not know what happened at this time.", item);
  if (isFixed(frame.catalog, frame.measures[0] ?? "", meaning.member))
    return refusal("What this measures has no such time.", item);
  const usual =
    definition?.kind === "aggregate" ? (definition.time ?? frame.catalog.tables[definition.table]?.time) : undefined;
  if (meaning.member === `${meaning.table}.${usual}`) return undefined;
  return isTimed ? meaning.member : refusal("Say when, or leave this out.", item);
}

interface Parts {
  readonly dimensions: readonly string[];
  readonly columns: readonly ColumnFilter[];
  readonly thresholds: readonly Filter[];
  readonly time: Time;
}

type Order = Pick<MetricQuery, "sort" | "limit">;

/** How the rows are ordered and how many are wanted. */
function orderOf(
  { catalog, sentence }: Request,
  placed: readonly Placed[],
  chosen: readonly Chosen[],
  { dimensions, time, columns, thresholds }: Parts,
): Order | Failure {
  const ranks = sentence.ranks;
  const [rank] = ranks;
  const by = sortMeasure(placed, chosen);
  const isSplit = dimensions.length > 0 || sentence.rankedUnit !== undefined || time.grain !== undefined;
  if (rank === undefined) return plainOrder(sentence, placed, { by, isSplit, isNarrowed: thresholds.length > 0 });
  if (
    ranks.some((other) => other.direction !== rank.direction) ||
    ranks.filter((other) => other.limit !== undefined).length > 1 ||
    sentence.sorted
  ) {
    return refusal("I can put the result in one order.", ...ranks);
  }
  if (!isSplit || by === undefined) return refusal("I can rank groups, not single rows: say by what.", rank);
  const adverse = ranks.find((other) => other.tone !== undefined && isAdverse(catalog, by, columns));
  if (adverse !== undefined) return highestOrLowest(catalog, by, adverse);
  const limit = limitOf(sentence, placed);
  if (
    limit !== undefined &&
    (dimensions.length > 0 ? time.grain !== undefined || dimensions.length > 1 : time.grain === undefined)
  ) {
    return refusal("I can take the top of one list, not of one list in each time or group.", rank);
  }
  return { sort: [{ by, direction: rank.direction }], ...(limit === undefined ? {} : { limit }) };
}

function plainOrder(
  { sorted, sortedByTime, direction, rankedUnit }: Sentence,
  placed: readonly Placed[],
  { by, isSplit, isNarrowed }: { by: string | undefined; isSplit: boolean; isNarrowed: boolean },
): Order | Failure {
  const isListOrder =
    placed.some(({ role, lead }) => role.role === "group" && role.head && !lead.by) &&
    placed.some(({ role, lead }) => role.role === "measure" && lead.by);
  if (rankedUnit !== undefined && !isNarrowed)
    return refusal("I do not know which of them you want: the highest or the lowest?");
  if (sortedByTime)
    return isSplit ? { sort: [{ by: "time", direction: direction ?? "asc" }] } : refusal("There is nothing to sort.");
  if (!sorted && direction === undefined)
    return { sort: isListOrder && by !== undefined ? [{ by, direction: "desc" }] : [] };
  if (!isSplit || by === undefined) return refusal("There is nothing to sort.");
  return { sort: [{ by, direction: direction ?? "desc" }] };
}

/** The measure after "top", "most", "by" or "sorted by"; else the first. */
function sortMeasure(placed: readonly Placed[], chosen: readonly Chosen[]): string | undefined {
  const ranked = placed.find(
    ({ role, lead }) =>
      (role.role === "measure" || role.role === "count") && (lead.rank !== undefined || lead.sort || lead.by),
  );
  const named =
    ranked?.role.role === "measure" ? ranked.role.measure : chosen.find((each) => each.placed === ranked)?.measure;
  return chosen.some(({ measure }) => measure === named) ? named : chosen[0]?.measure;
}

/** A number that was said; one where the singular asks for one; else a list's usual length. None for "highest revenue by merchant". */
function limitOf({ ranks, rankedUnit }: Sentence, placed: readonly Placed[]): number | undefined {
  const said =
    ranks.find((rank) => rank.limit !== undefined)?.limit ??
    placed.find(({ lead }) => lead.number !== undefined)?.lead.number?.value;
  if (said !== undefined) return said;
  if (rankedUnit !== undefined) return rankedUnit.plural ? defaultLimit : 1;
  const group = placed.find(({ role, lead }) => role.role === "group" && !lead.by);
  if (group === undefined) return undefined;
  return group.slot.item.singular ? 1 : defaultLimit;
}

/** Whether more of a measure is worse, as far as its words tell. */
function isAdverse(catalog: Catalog, measure: string, columns: readonly ColumnFilter[]): boolean {
  const words = [measure, measureLabel(catalog, measure), ...columns.flatMap(({ values }) => values)]
    .join(" ")
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return words.some((word) => adverseWords.has(word) || adverseWords.has(word.replace(/s$/, "")));
}

function highestOrLowest(catalog: Catalog, measure: string, rank: ItemOf<"rank">): Failure {
  const label = measureLabel(catalog, measure).toLowerCase();
  const count = rank.limit === undefined ? "" : ` ${rank.limit}`;
  const choices = ["Highest", "Lowest"].map((order) => ({
    label: `${order} ${label}`,
    edits: [{ from: rank.from, to: rank.to, phrase: `${order.toLowerCase()}${count}` }],
  }));
  return { kind: "clarify", message: `Do you mean the highest or the lowest ${label}?`, choices };
}

interface Whole extends Parts {
  readonly chosen: readonly Chosen[];
  readonly frame: QueryFrame;
}

/** Words that must not be passed over: a comparison that compares nothing, "now" of a sum, a list of nothing. */
function wordingProblem(
  { catalog, sentence, time }: Request,
  placed: readonly Placed[],
  whole: Whole,
): Failure | undefined {
  const { chosen, dimensions, columns, thresholds } = whole;
  const isSplit = dimensions.length > 0 || whole.time.grain !== undefined;
  if (thresholds.length > 0 && !isSplit) return refusal("A comparison with a number needs groups, such as merchants.");
  const { compare, now, state } = sentence;
  if (compare !== undefined && chosen.length < 2 && !columns.some(({ versus }) => versus))
    return refusal("I do not know what is compared here.", compare);
  if (time.compare !== undefined && sentence.ranks.length > 0)
    return refusal("I cannot rank and compare times at once.", ...sentence.ranks);
  const ofState = columns.some(({ member }) => stateColumns.has(member.slice(member.indexOf(".") + 1)));
  const isStock = ofState && time.range === undefined && chosen.every(({ measure }) => isCount(catalog, measure));
  if (now !== undefined && !isStock)
    return refusal('I do not know the time this means; say for example "today" or "this month".', now);
  const ofThings = placed.some(
    ({ role, slot }) =>
      role.role === "count" ||
      (role.role === "measure" &&
        isCount(catalog, role.measure) &&
        slot.item.meanings.some((meaning) => meaning.kind === "table")),
  );
  if (state !== undefined && (ofThings || chosen.some((each) => each.placed === undefined)))
    return refusal("I can tell numbers, not how somebody is doing.", state);
  const unused = placed.find(({ role }) => role.role === "group" && role.head);
  const ordered =
    placed.some(({ role, lead }) => role.role === "measure" && (lead.by || lead.sort || lead.rank !== undefined)) ||
    thresholds.length > 0 ||
    placed.some(({ role, lead }) => role.role === "count" && lead.rank !== undefined);
  return unused !== undefined && !ordered && !unused.slot.breakdown
    ? refusal("I do not know what to tell about these.", unused.slot.item)
    : undefined;
}
