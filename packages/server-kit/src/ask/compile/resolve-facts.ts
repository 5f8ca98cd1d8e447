import type { MetricQuery } from "@heddle/sdk/contract";
import { findColumn, findMeasure, isDimension, labelOf } from "../../catalog/catalog.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { AggregateMeasure } from "../../catalog/definition.ts";
import { joinPath, reachableTables } from "../../catalog/join-paths.ts";
import { valuesOf } from "./column-values.ts";
import { columnSql } from "./column-sql.ts";
import { readCondition } from "./condition.ts";
import { nearHint } from "./query-problems.ts";
import type { QueryProblem } from "./query-problems.ts";
import type {
  Fact,
  ResolvedAggregate,
  ResolvedDimension,
  ResolvedMeasure,
  ResolvedTime,
  RowCondition,
  TimeColumn,
} from "./resolved-query.ts";
import { isTimeType } from "./time-literal.ts";

interface FactInput {
  readonly query: MetricQuery;
  readonly catalog: Catalog;
  /** Those of the result and those it is filtered by. */
  readonly measures: readonly ResolvedMeasure[];
  readonly dimensions: readonly ResolvedDimension[];
  readonly rowConditions: readonly RowCondition[];
  readonly time: ResolvedTime;
  readonly problems: QueryProblem[];
}

/** The passes over tables that a query needs, each checked to reach what the query groups and filters by. */
export function resolveFacts(input: FactInput): Fact[] {
  const override = timeOverride(input);
  const facts = new Map<
    string,
    { table: string; time: TimeColumn | undefined; aggregates: Map<string, ResolvedAggregate> }
  >();
  for (const [name, definition] of neededAggregates(input)) {
    const time = timeColumn(input, name, definition, override);
    const key = JSON.stringify([definition.table, time]);
    const fact = facts.get(key) ?? { table: definition.table, time, aggregates: new Map<string, ResolvedAggregate>() };
    fact.aggregates.set(name, { definition, where: definitionConditions(input, name, definition) });
    facts.set(key, fact);
  }
  for (const table of new Set([...facts.values()].map((fact) => fact.table))) checkReach(input, table);
  return [...facts.values()];
}

/** The aggregate measures behind the measures of a query: ratios stand on two. */
function neededAggregates({
  catalog,
  measures,
}: Pick<FactInput, "catalog" | "measures">): Map<string, AggregateMeasure> {
  const names = measures.flatMap(({ name, definition }) =>
    definition.kind === "ratio" ? [definition.numerator, definition.denominator] : [name],
  );
  return new Map(
    names.flatMap((name): [string, AggregateMeasure][] => {
      const definition = findMeasure(catalog, name);
      return definition?.kind === "aggregate" ? [[name, definition]] : [];
    }),
  );
}

/** The column `time.dimension` names; it stands for the time of every fact that owns or reaches it. */
function timeOverride({ query, catalog, measures, problems }: FactInput): TimeColumn | undefined {
  const member = query.time?.dimension;
  if (member === undefined) return undefined;
  const column = findColumn(catalog, member);
  if (column === undefined || !isTimeType(column.definition.type)) {
    const detail = column ? `"${member}" does not hold times.` : `There is no time column "${member}" in the catalog.`;
    problems.push({ path: "/time/dimension", detail, ...nearHint(member, timeNames(catalog)) });
    return undefined;
  }
  const tables = [...neededAggregates({ catalog, measures }).values()].map(({ table }) => table);
  if (tables.length > 0 && !tables.some((table) => joinPath(catalog, table, column.table))) {
    problems.push({ path: "/time/dimension", detail: `No measure of the query can be counted by "${member}".` });
  }
  return { table: column.table, name: column.name, type: column.definition.type };
}

function timeNames(catalog: Catalog): string[] {
  return Object.entries(catalog.tables).flatMap(([table, { columns }]) =>
    Object.entries(columns).flatMap(([name, column]) =>
      isTimeType(column.type) && column.hidden !== true ? [`${table}.${name}`] : [],
    ),
  );
}

function timeColumn(
  { query, catalog, time, problems }: FactInput,
  measure: string,
  definition: AggregateMeasure,
  override: TimeColumn | undefined,
): TimeColumn | undefined {
  if (time.grain === undefined && query.time?.range === undefined) return undefined;
  const { table } = definition;
  const own = definition.time ?? catalog.tables[table]?.time;
  const type = own === undefined ? undefined : catalog.tables[table]?.columns[own]?.type;
  const owned = own !== undefined && type !== undefined && isTimeType(type) ? { table, name: own, type } : undefined;
  const column = override !== undefined && joinPath(catalog, table, override.table) ? override : owned;
  if (column === undefined) {
    problems.push({ path: "/time", detail: `${definition.label} ("${measure}") has no time column to be counted by.` });
  } else if (time.grain === "hour" && column.type === "date") {
    problems.push({
      path: "/time/grain",
      detail: `${definition.label} ("${measure}") is known by the day, not by the hour.`,
    });
  }
  return column;
}

function definitionConditions(
  { catalog, time, problems }: FactInput,
  measure: string,
  definition: AggregateMeasure,
): string[] {
  return definition.where.flatMap((filter, index) => {
    const column = catalog.tables[definition.table]?.columns[filter.column];
    if (column === undefined) return [];
    const target = { label: labelOf(filter.column, column.label), type: column.type, values: valuesOf(column) };
    const before = problems.length;
    const condition = readCondition(filter, target, {
      zone: time.zone,
      path: `/measures/${measure}/where/${index}`,
      problems,
    });
    for (const problem of problems.slice(before))
      problem.detail = `The measure "${measure}" is wrong: ${problem.detail}`;
    return condition === undefined ? [] : [condition(columnSql(definition.table, filter.column))];
  });
}

/** Adds a problem for everything that a table cannot be grouped or filtered by. */
function checkReach({ query, catalog, dimensions, rowConditions, problems }: FactInput, table: string): void {
  const label = labelOf(table, catalog.tables[table]?.label);
  const reached = reachableTables(catalog, table);
  const hint = `${label} can be grouped by ${dimensionsOf(catalog, reached).join(", ")}.`;
  for (const { member, table: other } of dimensions) {
    if (reached.includes(other)) continue;
    const path = `/dimensions/${query.dimensions.indexOf(member)}`;
    problems.push({
      path,
      detail: `${label} cannot be grouped by "${member}": no many-to-one join leads there.`,
      hint,
    });
  }
  for (const { member, table: other } of rowConditions) {
    if (reached.includes(other)) continue;
    const path = `/filters/${query.filters.findIndex((filter) => filter.member === member)}/member`;
    problems.push({
      path,
      detail: `${label} cannot be filtered by "${member}": no many-to-one join leads there.`,
      hint,
    });
  }
}

function dimensionsOf(catalog: Catalog, tables: readonly string[]): string[] {
  return tables.flatMap((table) =>
    Object.entries(catalog.tables[table]?.columns ?? {}).flatMap(([name, column]) =>
      isDimension(column) ? [`${table}.${name}`] : [],
    ),
  );
}
