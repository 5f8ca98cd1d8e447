import type { MetricQuery } from "@heddle/sdk/contract";
import { findColumn, type Catalog } from "../../../catalog/catalog.ts";
import type {
  ColumnDefinition,
  JoinDefinition,
  MeasureDefinition,
  TableDefinition,
} from "../../../catalog/definition.ts";
import type { TenantScope } from "../../../tenancy/tenant-scope.ts";

/** A table without what nobody may read. */
export interface VisibleTable extends Pick<TableDefinition, "schema" | "label" | "description" | "synonyms"> {
  readonly primaryKey: string | undefined;
  readonly time: string | undefined;
  readonly softDelete: string | undefined;
  readonly columns: [string, ColumnDefinition][];
  readonly joins: JoinDefinition[];
}

export interface VisibleCatalog {
  readonly tables: [string, VisibleTable][];
  readonly measures: [string, MeasureDefinition][];
  readonly verified: Catalog["verified"];
}

/**
 * What of a catalog an asker may know of: no hidden columns, no table that is refused to whoever may see only some
 * merchants, and no measure, join or example that leads to either.
 */
export function visibleCatalog(catalog: Catalog, scope: TenantScope): VisibleCatalog {
  const isOpen = (name: string): boolean => {
    const table = catalog.tables[name];
    if (table === undefined) return false;
    return table.tenant === "shared" || scope.merchantIds === "all" || table.tenant.merchant !== undefined;
  };
  const isMeasureOpen = (name: string): boolean => {
    const measure = Object.hasOwn(catalog.measures, name) ? catalog.measures[name] : undefined;
    if (measure === undefined) return false;
    if (measure.kind === "aggregate") return isOpen(measure.table);
    return isMeasureOpen(measure.numerator) && isMeasureOpen(measure.denominator);
  };
  const isMemberOpen = (member: string): boolean => {
    const column = findColumn(catalog, member);
    return column === undefined ? isMeasureOpen(member) : isOpen(column.table);
  };
  return {
    tables: Object.entries(catalog.tables)
      .filter(([name]) => isOpen(name))
      .map(([name, table]) => [name, visibleTable(catalog, table, isOpen)]),
    measures: Object.entries(catalog.measures).filter(([name]) => isMeasureOpen(name)),
    verified: catalog.verified.filter(({ query }) => membersOf(query).every(isMemberOpen)),
  };
}

function visibleTable(catalog: Catalog, table: TableDefinition, isOpen: (name: string) => boolean): VisibleTable {
  const shown = (column: string | undefined) => (column !== undefined && isShown(table, column) ? column : undefined);
  const isJoinShown = ({ to, on }: JoinDefinition): boolean => {
    const target = catalog.tables[to];
    if (target === undefined || !isOpen(to)) return false;
    return Object.entries(on).every(([from, column]) => isShown(table, from) && isShown(target, column));
  };
  return {
    schema: table.schema,
    label: table.label,
    description: table.description,
    synonyms: table.synonyms,
    primaryKey: shown(table.primaryKey),
    time: shown(table.time),
    softDelete: shown(table.softDelete),
    columns: Object.entries(table.columns).filter(([name]) => isShown(table, name)),
    joins: Object.values(table.joins).filter(isJoinShown),
  };
}

function isShown(table: TableDefinition, column: string): boolean {
  const definition = Object.hasOwn(table.columns, column) ? table.columns[column] : undefined;
  return definition !== undefined && definition.hidden !== true;
}

function membersOf({ measures, dimensions, filters, time }: MetricQuery): string[] {
  const named = [...measures, ...dimensions, ...filters.map((filter) => filter.member)];
  return time?.dimension === undefined ? named : [...named, time.dimension];
}
