import { findMeasure } from "../../../catalog/catalog.ts";
import type { Catalog } from "../../../catalog/catalog.ts";
import type { AggregateMeasure, MeasureFilter } from "../../../catalog/definition.ts";

/** The aggregates that a measure is made of: itself, or the two sides of a ratio. */
export function partsOf(catalog: Catalog, name: string): AggregateMeasure[] {
  const measure = findMeasure(catalog, name);
  if (measure === undefined) return [];
  if (measure.kind === "aggregate") return [measure];
  return [measure.numerator, measure.denominator].flatMap((part) => partsOf(catalog, part));
}

/** The tables whose rows measures count. */
export function factTables(catalog: Catalog, measures: readonly string[]): string[] {
  return [...new Set(measures.flatMap((measure) => partsOf(catalog, measure).map(({ table }) => table)))];
}

/** Whether a measure is a number of things. */
export function isCount(catalog: Catalog, name: string): boolean {
  const measure = findMeasure(catalog, name);
  return measure?.kind === "aggregate" && (measure.aggregate === "count" || measure.aggregate === "count_distinct");
}

/** The measure that counts the rows of a table: the one with the fewest conditions, undefined where two have as few. */
export function countOf(catalog: Catalog, table: string): string | undefined {
  const counts = Object.entries(catalog.measures)
    .flatMap(([name, measure]) =>
      measure.kind === "aggregate" && measure.aggregate === "count" && measure.table === table
        ? [{ name, conditions: measure.where.length }]
        : [],
    )
    .toSorted((a, b) => a.conditions - b.conditions);
  const [first, second] = counts;
  return first !== undefined && first.conditions !== second?.conditions ? first.name : undefined;
}

/** The measures that add up a column of a table. */
export function sumsOf(catalog: Catalog, table: string): string[] {
  return Object.entries(catalog.measures).flatMap(([name, measure]) =>
    measure.kind === "aggregate" && measure.aggregate === "sum" && measure.table === table ? [name] : [],
  );
}

/** Whether no row can pass both a measure's own conditions and a filter: failed payments have no revenue. */
export function contradicts(
  catalog: Catalog,
  measure: string,
  filter: { member: string; negated: boolean; values: readonly string[] },
): boolean {
  return conditionsOn(catalog, measure, filter.member).some((condition) => {
    if (condition.operator === "is_null") return true;
    if (condition.operator === "is_not_null") return false;
    const own = condition.values.map(String);
    const holds = (value: string): boolean => filter.values.includes(value) !== filter.negated;
    if (condition.operator === "in") return !own.some(holds);
    return !filter.negated && filter.values.every((value) => own.includes(value));
  });
}

/** Whether a measure's own conditions leave a column a single value, so that a split by it would show nothing. */
export function isFixed(catalog: Catalog, measure: string, member: string): boolean {
  return conditionsOn(catalog, measure, member).some(
    ({ operator, values }) => operator === "is_null" || (operator === "in" && values.length === 1),
  );
}

function conditionsOn(catalog: Catalog, measure: string, member: string): MeasureFilter[] {
  return partsOf(catalog, measure).flatMap(({ table, where }) =>
    where.filter(({ column }) => `${table}.${column}` === member),
  );
}
