import type { MetricQuery } from "@heddle/sdk/contract";
import { findColumn, findMeasure, isDimension, labelOf } from "../../catalog/catalog.ts";
import type { Catalog, CatalogColumn } from "../../catalog/catalog.ts";
import { valuesOf } from "./column-values.ts";
import type { CompileOptions } from "./compile-options.ts";
import { readCondition } from "./condition.ts";
import type { ConditionTarget } from "./condition-types.ts";
import { nearHint, queryInvalid } from "./query-problems.ts";
import type { QueryProblem } from "./query-problems.ts";
import { resolveFacts } from "./resolve-facts.ts";
import { resolveTime } from "./resolve-time.ts";
import type {
  GroupCondition,
  ResolvedDimension,
  ResolvedMeasure,
  ResolvedQuery,
  RowCondition,
} from "./resolved-query.ts";

/** Looks up every name of a query and checks every value. Throws one `QUERY_INVALID` that lists all problems. */
export function resolveQuery(query: MetricQuery, catalog: Catalog, options: CompileOptions): ResolvedQuery {
  const problems: QueryProblem[] = [];
  const measures = resolveMeasures(query, catalog, problems);
  const dimensions = resolveDimensions(query, catalog, problems);
  const time = resolveTime(query, options, problems);
  const { rowConditions, groupConditions } = resolveFilters(query, catalog, time.zone, problems);
  checkSort(query, problems);
  checkColumnNames(query, problems);
  const filtered = groupConditions.map((entry) => entry.measure);
  const facts = resolveFacts({
    query,
    catalog,
    measures: [...measures, ...filtered],
    dimensions,
    rowConditions,
    time,
    problems,
  });
  if (problems.length > 0) throw queryInvalid(problems);
  return { catalog, written: query, measures, dimensions, rowConditions, groupConditions, time, facts };
}

function resolveMeasures(query: MetricQuery, catalog: Catalog, problems: QueryProblem[]): ResolvedMeasure[] {
  return query.measures.flatMap((name, index) => {
    const definition = findMeasure(catalog, name);
    if (definition !== undefined) return [{ name, definition }];
    const detail = findColumn(catalog, name)
      ? `"${name}" is a column, not a measure: it can be a dimension or a filter.`
      : `There is no measure "${name}" in the catalog.`;
    problems.push({ path: `/measures/${index}`, detail, ...nearHint(name, Object.keys(catalog.measures)) });
    return [];
  });
}

function resolveDimensions(query: MetricQuery, catalog: Catalog, problems: QueryProblem[]): ResolvedDimension[] {
  return query.dimensions.flatMap((member, index) => {
    const column = findColumn(catalog, member);
    if (column !== undefined && isDimension(column.definition) && column.definition.type !== "json") {
      return [{ member, table: column.table, column: column.definition, key: displayKey(catalog, column) }];
    }
    const detail = column
      ? `"${member}" is not a column that results can be grouped by.`
      : findMeasure(catalog, member)
        ? `"${member}" is a measure, not a dimension.`
        : `There is no dimension "${member}" in the catalog.`;
    problems.push({ path: `/dimensions/${index}`, detail, ...nearHint(member, dimensionNames(catalog)) });
    return [];
  });
}

/** The primary key beside a display column; none where it is hidden, since then nothing may read it. */
function displayKey(catalog: Catalog, { table, name }: CatalogColumn): string | undefined {
  const definition = catalog.tables[table];
  if (definition?.display !== name || definition.primaryKey === name) return undefined;
  return findColumn(catalog, `${table}.${definition.primaryKey}`) && `${table}.${definition.primaryKey}`;
}

function resolveFilters(
  query: MetricQuery,
  catalog: Catalog,
  zone: string,
  problems: QueryProblem[],
): { rowConditions: RowCondition[]; groupConditions: GroupCondition[] } {
  const rowConditions: RowCondition[] = [];
  const groupConditions: GroupCondition[] = [];
  query.filters.forEach((filter, index) => {
    const reading = { zone, path: `/filters/${index}`, problems };
    const { member } = filter;
    const measure = findMeasure(catalog, member);
    const column = measure === undefined ? findColumn(catalog, member) : undefined;
    if (measure !== undefined) {
      const condition = readCondition(filter, measureTarget(catalog, { name: member, definition: measure }), reading);
      if (condition !== undefined) groupConditions.push({ measure: { name: member, definition: measure }, condition });
    } else if (column !== undefined && column.definition.dimension !== false) {
      const condition = readCondition(filter, columnTarget(column), reading);
      if (condition !== undefined) rowConditions.push({ member, table: column.table, condition });
    } else {
      const detail = column
        ? `"${member}" cannot be filtered by.`
        : `There is no column or measure "${member}" in the catalog.`;
      const names = [...filterNames(catalog), ...Object.keys(catalog.measures)];
      problems.push({ path: `${reading.path}/member`, detail, ...nearHint(member, names) });
    }
  });
  return { rowConditions, groupConditions };
}

function columnTarget({ name, definition }: CatalogColumn): ConditionTarget {
  return { label: labelOf(name, definition.label), type: definition.type, values: valuesOf(definition) };
}

/** The least and the greatest of a column have its type; all other measures are numbers. */
function measureTarget(catalog: Catalog, { definition }: ResolvedMeasure): ConditionTarget {
  const { label } = definition;
  if (definition.kind === "aggregate" && (definition.aggregate === "min" || definition.aggregate === "max")) {
    const column = catalog.tables[definition.table]?.columns[definition.column ?? ""];
    if (column !== undefined) return { label, type: column.type };
  }
  return { label, type: "numeric" };
}

function checkSort(query: MetricQuery, problems: QueryProblem[]): void {
  const names = [...(query.time?.grain === undefined ? [] : ["time"]), ...query.dimensions, ...query.measures];
  query.sort.forEach(({ by }, index) => {
    if (names.includes(by)) return;
    problems.push({
      path: `/sort/${index}/by`,
      detail: `The result cannot be sorted by "${by}", which is not in the query.`,
      hint: `Sort by one of ${names.join(", ")}.`,
    });
  });
}

/** Names of result columns must differ, or nobody could tell which is which. */
function checkColumnNames(query: MetricQuery, problems: QueryProblem[]): void {
  const seen = new Set(query.time?.grain === undefined ? [] : ["time"]);
  const columns = [
    ...query.dimensions.map((name, index) => ({ name, path: `/dimensions/${index}` })),
    ...query.measures.map((name, index) => ({ name, path: `/measures/${index}` })),
    ...(query.compare === undefined ? [] : query.measures).map((name) => ({
      name: `${name}_previous`,
      path: "/compare",
    })),
  ];
  for (const { name, path } of columns) {
    if (seen.has(name)) problems.push({ path, detail: `"${name}" stands in the result more than once.` });
    seen.add(name);
  }
}

function dimensionNames(catalog: Catalog): string[] {
  return columnNames(catalog, ({ definition }) => isDimension(definition));
}

function filterNames(catalog: Catalog): string[] {
  return columnNames(catalog, ({ definition }) => definition.dimension !== false);
}

function columnNames(catalog: Catalog, wanted: (column: CatalogColumn) => boolean): string[] {
  return Object.entries(catalog.tables).flatMap(([table, { columns }]) =>
    Object.keys(columns)
      .map((name) => `${table}.${name}`)
      .filter((member) => {
        const column = findColumn(catalog, member);
        return column !== undefined && wanted(column);
      }),
  );
}
