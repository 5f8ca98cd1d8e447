import type { CatalogDefinition, MeasureDefinition, TableDefinition } from "./definition.ts";

import { readZone } from "./time-zone.ts";

interface CatalogIssue {
  /** JSON Pointer into the catalog (RFC 6901). */
  path: string;
  detail: string;
}

/** What the shape alone cannot say: names that lead nowhere. Empty where all is well. */
export function catalogIssues(catalog: CatalogDefinition): CatalogIssue[] {
  return [
    ...Object.entries(catalog.tables).flatMap(([name, table]) => tableIssues(catalog, name, table)),
    ...Object.entries(catalog.measures).flatMap(([name, measure]) => measureIssues(catalog, name, measure)),
    ...currencyIssues(catalog),
    ...directoryIssues(catalog),
    ...zoneIssues(catalog),
  ];
}

function tableIssues(catalog: CatalogDefinition, name: string, table: TableDefinition): CatalogIssue[] {
  const path = `/tables/${name}`;
  const tenant = table.tenant === "shared" ? undefined : table.tenant;
  const named: [string, string | null | undefined][] = [
    ["primaryKey", table.primaryKey],
    ["time", table.time],
    ["display", table.display],
    ["softDelete", table.softDelete],
    ["tenant/partner", tenant?.partner],
    ["tenant/merchant", tenant?.merchant],
  ];
  const columns = named
    .filter(([, column]) => typeof column === "string" && !Object.hasOwn(table.columns, column))
    .map(([field, column]) => ({ path: `${path}/${field}`, detail: `The table has no column "${column}".` }));
  return [...columns, ...joinIssues(catalog, path, table)];
}

function joinIssues(catalog: CatalogDefinition, path: string, table: TableDefinition): CatalogIssue[] {
  return Object.entries(table.joins).flatMap(([name, join]) => {
    const at = `${path}/joins/${name}`;
    const target = catalog.tables[join.to];
    if (target === undefined) return [{ path: `${at}/to`, detail: `There is no table "${join.to}".` }];
    const pairs = Object.entries(join.on);
    if (pairs.length === 0) return [{ path: `${at}/on`, detail: "A join needs at least one pair of columns." }];
    return pairs.flatMap(([from, to]) => [
      ...(Object.hasOwn(table.columns, from)
        ? []
        : [{ path: `${at}/on`, detail: `The table has no column "${from}".` }]),
      ...(Object.hasOwn(target.columns, to)
        ? []
        : [{ path: `${at}/on`, detail: `The table "${join.to}" has no column "${to}".` }]),
    ]);
  });
}

function measureIssues(catalog: CatalogDefinition, name: string, measure: MeasureDefinition): CatalogIssue[] {
  const path = `/measures/${name}`;
  if (measure.kind === "ratio") {
    return (["numerator", "denominator"] as const)
      .filter((part) => catalog.measures[measure[part]]?.kind !== "aggregate")
      .map((part) => ({ path: `${path}/${part}`, detail: `"${measure[part]}" is not an aggregate measure.` }));
  }
  const table = catalog.tables[measure.table];
  if (table === undefined) return [{ path: `${path}/table`, detail: `There is no table "${measure.table}".` }];
  const named: [string, string | undefined][] = [
    ["column", measure.column],
    ["time", measure.time],
    ...measure.where.map((filter): [string, string] => ["where", filter.column]),
  ];
  const missing = named
    .filter(([, column]) => column !== undefined && !Object.hasOwn(table.columns, column))
    .map(([field, column]) => ({ path: `${path}/${field}`, detail: `The table has no column "${column}".` }));
  const needsColumn = measure.aggregate !== "count" && measure.column === undefined;
  return needsColumn
    ? [...missing, { path: `${path}/column`, detail: `${measure.aggregate} needs a column.` }]
    : missing;
}

function currencyIssues({ currency, tables }: CatalogDefinition): CatalogIssue[] {
  if (currency === undefined || Object.hasOwn(tables[currency.table]?.columns ?? {}, currency.column)) return [];
  return [{ path: "/currency", detail: `There is no column "${currency.table}.${currency.column}".` }];
}

function directoryIssues({ directory, tables }: CatalogDefinition): CatalogIssue[] {
  if (directory === undefined) return [];
  const { partners, merchants } = directory;
  const listed = Object.hasOwn(tables, partners.table) ? tables[partners.table] : undefined;
  const issues: CatalogIssue[] = [];
  if (listed === undefined)
    issues.push({ path: "/directory/partners/table", detail: `There is no table "${partners.table}".` });
  else if (partners.slug !== undefined && !Object.hasOwn(listed.columns, partners.slug)) {
    issues.push({ path: "/directory/partners/slug", detail: `The table has no column "${partners.slug}".` });
  }
  if (merchants === undefined) return issues;
  const rule = Object.hasOwn(tables, merchants.table) ? tables[merchants.table]?.tenant : undefined;
  if (rule === undefined || rule === "shared" || typeof rule.merchant !== "string") {
    issues.push({
      path: "/directory/merchants/table",
      detail: `"${merchants.table}" is not a table with a merchant column.`,
    });
  }
  return issues;
}

function zoneIssues({ timeZone }: CatalogDefinition): CatalogIssue[] {
  return readZone(timeZone) === undefined ? [{ path: "/timeZone", detail: `"${timeZone}" is not a time zone.` }] : [];
}
