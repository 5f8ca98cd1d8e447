import { isDimension, type Catalog } from "../../../catalog/catalog.ts";
import type { ColumnDefinition, MeasureDefinition } from "../../../catalog/definition.ts";
import type { TenantScope } from "../../../tenancy/tenant-scope.ts";
import { toMetricAnswer } from "./metric-answer.ts";
import { visibleCatalog, type VisibleTable } from "./visible-catalog.ts";

/**
 * The catalog for a prompt: one JSON object a line, so that no text in it can pass for a line of its own. The same
 * catalog and kind of scope give the same bytes. It holds no rows, no tenant's id and no hidden column.
 */
export function catalogText(catalog: Catalog, scope: TenantScope): string {
  const { tables, measures, verified } = visibleCatalog(catalog, scope);
  return [
    "## Tables",
    ...tables.map(([name, table]) => JSON.stringify(tableLine(name, table))),
    "## Measures",
    ...measures.map(([name, measure]) => JSON.stringify(measureLine(name, measure, catalog))),
    "## Checked examples",
    ...verified.map(({ question, query }) => JSON.stringify({ question, answer: toMetricAnswer(query) })),
  ].join("\n");
}

function tableLine(name: string, table: VisibleTable) {
  return {
    table: name,
    ...(table.schema === "public" ? {} : { schema: table.schema }),
    label: table.label,
    description: table.description,
    synonyms: table.synonyms,
    primaryKey: table.primaryKey,
    time: table.time,
    deletedWhenNotNull: table.softDelete,
    columns: Object.fromEntries(table.columns.map(([column, definition]) => [column, columnEntry(definition)])),
    joins: table.joins.length === 0 ? undefined : table.joins.map(({ to, on }) => ({ to, on })),
  };
}

function columnEntry(column: ColumnDefinition) {
  return {
    type: column.type,
    label: column.label,
    description: column.description,
    synonyms: column.synonyms,
    dimension: isDimension(column) || undefined,
    values: column.values,
  };
}

function measureLine(name: string, measure: MeasureDefinition, catalog: Catalog) {
  const { label, description, synonyms, format, kind } = measure;
  const words = { measure: name, label, description, synonyms, format };
  if (kind === "ratio") return { ...words, ratio: [measure.numerator, measure.denominator] };
  const { table, aggregate, minorDigits, time } = measure;
  const isShown = (column: string) => catalog.tables[table]?.columns[column]?.hidden !== true;
  return {
    ...words,
    table,
    aggregate,
    column: measure.column !== undefined && isShown(measure.column) ? measure.column : undefined,
    where: measure.where.length > 0 && measure.where.every(({ column }) => isShown(column)) ? measure.where : undefined,
    minorDigits,
    time: time !== undefined && isShown(time) ? time : undefined,
  };
}
