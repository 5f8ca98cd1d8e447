import type { MetricQuery } from "@heddle/sdk/contract";
import { labelOf } from "../../catalog/catalog.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { describeFilter } from "./describe-filter.ts";
import { describeDates, describeMoment, describeRange, describeRangeBefore } from "./describe-range.ts";
import { resolveQuery } from "./resolve-query.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { ResolvedDimension, ResolvedQuery } from "./resolved-query.ts";
import { lowerFirst, upperFirst, wordList } from "./words.ts";

/**
 * The reading of a query: what it asks, in plain words, with every range as the dates it means. Throws `QUERY_INVALID`
 * where the query does not fit the catalog.
 *
 * @example
 * "Revenue by month for 2026, succeeded payments"
 * "Top 10 merchants by revenue for 2026, succeeded payments"
 * "Number of refunds by refund reason, last month (October 2026), compared with the month before"
 */
export function describeQuery(query: MetricQuery, catalog: Catalog, options: CompileOptions): string {
  const resolved = resolveQuery(query, catalog, options);
  const { time } = resolved;
  const range =
    time.range === undefined || time.writtenRange === undefined ? "" : describeRange(time.writtenRange, time.range);
  const dated = time.range !== undefined || time.grain !== undefined;
  const details = [
    ...query.filters.map((filter) => describeFilter(filter, catalog)),
    ...new Set(resolved.measures.flatMap(({ definition }) => definition.note ?? [])),
    ...(query.time?.dimension === undefined ? [] : [`by ${timeLabel(resolved, query.time.dimension)}`]),
    ...comparisonWords(resolved),
    ...orderWords(resolved),
    ...(dated && time.zone !== "UTC" ? [`${time.zone} time`] : []),
  ];
  return [`${upperFirst(subject(resolved))}${range}`, ...details].join(", ");
}

function subject(resolved: ResolvedQuery): string {
  const { measures, dimensions, time } = resolved;
  const labels = measures.map(({ definition }) => lowerFirst(definition.label));
  const ranked = rankedThings(resolved);
  if (ranked !== undefined) {
    const others = labels.filter((label) => label !== ranked.by);
    const companions = others.length === 0 ? "" : ` with ${wordList(others, "and")}`;
    return `${ranked.words} by ${ranked.by}${companions}${time.grain === undefined ? "" : `, by ${time.grain}`}`;
  }
  const axes = [...dimensions.map(dimensionLabel), ...(time.grain === undefined ? [] : [time.grain])];
  return `${wordList(labels, "and")}${axes.length === 0 ? "" : ` by ${wordList(axes, "and")}`}`;
}

/** "Top 10 merchants", where the query lists things that have a name of their own by a measure. */
function rankedThings(resolved: ResolvedQuery): { words: string; by: string } | undefined {
  const ranking = rankingOf(resolved);
  const [dimension, ...others] = resolved.dimensions;
  const things = dimension && resolved.catalog.tables[dimension.table];
  if (ranking === undefined || dimension?.key === undefined || others.length > 0 || things?.label === undefined)
    return undefined;
  return { words: `${ranking.words} ${lowerFirst(things.label)}`, by: ranking.by };
}

/** "top 10" by a measure, where a limit keeps only the first of the groups. */
function rankingOf({ written, measures, dimensions, time }: ResolvedQuery): { words: string; by: string } | undefined {
  if (written.limit === undefined || dimensions.length === 0) return undefined;
  const [sort] = written.sort.filter(({ by }) => time.grain === undefined || by !== "time");
  const measure = sort === undefined ? measures[0] : measures.find(({ name }) => name === sort.by);
  if (measure === undefined) return undefined;
  return {
    words: `${sort?.direction === "asc" ? "bottom" : "top"} ${written.limit}`,
    by: lowerFirst(measure.definition.label),
  };
}

function orderWords(resolved: ResolvedQuery): string[] {
  const { written, measures, dimensions } = resolved;
  const ranking = rankingOf(resolved);
  if (ranking !== undefined) return rankedThings(resolved) === undefined ? [`${ranking.words} by ${ranking.by}`] : [];
  const names = new Map([
    ["time", "time"],
    ...dimensions.map((dimension): [string, string] => [dimension.member, dimensionLabel(dimension)]),
    ...measures.map(({ name, definition }): [string, string] => [name, lowerFirst(definition.label)]),
  ]);
  const sorts = written.sort.map(
    ({ by, direction }) => `${names.get(by) ?? by}${direction === "desc" ? " from high to low" : ""}`,
  );
  return [
    ...(sorts.length === 0 ? [] : [`sorted by ${wordList(sorts, "and")}`]),
    ...(written.limit === undefined ? [] : [`the first ${written.limit}`]),
  ];
}

function comparisonWords({ time, written }: ResolvedQuery): string[] {
  const { comparison, writtenRange } = time;
  if (comparison === undefined) return [];
  const before =
    written.compare === "previous_year"
      ? "a year before"
      : writtenRange?.type === "relative"
        ? describeRangeBefore(writtenRange)
        : describeDates(comparison.range);
  const cut = comparison.partial ? ` up to the same point (${describeMoment(comparison.range.to.local)})` : "";
  return [`compared with ${before}${cut}`];
}

function dimensionLabel({ member, column }: ResolvedDimension): string {
  return lowerFirst(labelOf(member.slice(member.indexOf(".") + 1), column.label));
}

function timeLabel({ catalog }: ResolvedQuery, member: string): string {
  const [table = "", name = ""] = member.split(".");
  const definition = catalog.tables[table];
  return `${lowerFirst(labelOf(name, definition?.columns[name]?.label))} of ${lowerFirst(labelOf(table, definition?.label))}`;
}
