import type { Filter, Grain } from "@heddle/sdk/contract";
import { findMeasure } from "../../../catalog/catalog.ts";
import { columnFilters, measureFilters, memberOf } from "./filters-of.ts";
import type { ColumnFilter, QueryFrame } from "./filters-of.ts";
import { factTables, isFixed } from "./measure-rules.ts";
import { measuresOf } from "./measures-of.ts";
import type { Chosen } from "./measures-of.ts";
import { measureLabel } from "./names.ts";
import { orderOf } from "./order-of.ts";
import { refusal } from "./outcome.ts";
import type { Failure, Outcome } from "./outcome.ts";
import type { Parts, Request, Time } from "./request.ts";
import { stepsTo } from "./resolve.ts";
import { shareColumn } from "./roles.ts";
import type { Placed } from "./roles.ts";
import { trendGrain } from "./time-part.ts";
import { wordingProblem } from "./wording-problem.ts";

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
  const parts: Parts = { dimensions, columns, thresholds, time };
  const order = orderOf(request, placed, chosen, parts);
  if ("kind" in order) return order;
  const wording = wordingProblem(request, placed, chosen, parts);
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
