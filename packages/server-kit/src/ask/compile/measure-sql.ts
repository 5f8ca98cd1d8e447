import type { Catalog } from "../../catalog/catalog.ts";
import { findMeasure } from "../../catalog/catalog.ts";
import type { AggregateMeasure, MeasureDefinition } from "../../catalog/definition.ts";
import { columnSql } from "./column-sql.ts";

/** Gives the SQL of an aggregate measure's value, in the units of its column, by the measure's name. */
export type AggregateValue = (name: string) => string;

/** An aggregate over the rows of its own table; `filter` are conditions that hold for this one alone. */
export function aggregateSql(definition: AggregateMeasure, filter: readonly string[]): string {
  const column = definition.column === undefined ? "*" : columnSql(definition.table, definition.column);
  const call =
    definition.aggregate === "count_distinct" ? `count(distinct ${column})` : `${definition.aggregate}(${column})`;
  const filtered = filter.length === 0 ? call : `${call} filter (where ${filter.join(" and ")})`;
  return definition.aggregate === "avg" ? `${filtered}::float8` : filtered;
}

/** Sums and counts of nothing are 0; the mean, the least and the greatest of nothing are null. */
export function isZeroWhenEmpty({ aggregate }: AggregateMeasure): boolean {
  return aggregate === "sum" || aggregate === "count" || aggregate === "count_distinct";
}

/**
 * A measure in the units people read: minor units become major ones by an exact product (`numeric`, never rounded;
 * a quotient would lose digits of very large sums), means and ratios are doubles, and a ratio over zero is null.
 */
export function measureSql(
  definition: MeasureDefinition,
  name: string,
  catalog: Catalog,
  value: AggregateValue,
): string {
  if (definition.kind === "aggregate") return scaled(definition, value(name));
  const numerator = findMeasure(catalog, definition.numerator);
  const denominator = findMeasure(catalog, definition.denominator);
  if (numerator?.kind !== "aggregate" || denominator?.kind !== "aggregate") return "null::float8";
  const sameUnit = minorDigits(numerator) === minorDigits(denominator);
  const [above, below] = [value(definition.numerator), value(definition.denominator)];
  return sameUnit
    ? `${above}::float8 / nullif(${below}, 0)`
    : `(${scaled(numerator, above)})::float8 / nullif(${scaled(denominator, below)}, 0)`;
}

function scaled(definition: AggregateMeasure, value: string): string {
  const digits = minorDigits(definition);
  if (digits === 0) return value;
  return definition.aggregate === "avg" ? `${value} / ${10 ** digits}` : `${value} * 0.${"1".padStart(digits, "0")}`;
}

/** Counts have no unit, whatever the column's is. */
function minorDigits({ aggregate, minorDigits: digits = 0 }: AggregateMeasure): number {
  return aggregate === "count" || aggregate === "count_distinct" ? 0 : digits;
}
