import { createHash } from "node:crypto";
import { HeddleError } from "../errors.ts";
import { catalogIssues } from "./catalog-issues.ts";
import { catalogDefinitionSchema } from "./definition.ts";
import type {
  CatalogDefinition,
  CatalogInput,
  ColumnDefinition,
  MeasureDefinition,
  TableDefinition,
} from "./definition.ts";

/** A checked catalog: what of a source may be asked about. Immutable. */
export interface Catalog extends CatalogDefinition {
  /** SHA-256 of the definition, hex: which catalog an answer was made with. */
  readonly hash: string;
}

/** A column with where it stands. */
export interface CatalogColumn {
  readonly table: string;
  readonly name: string;
  readonly definition: ColumnDefinition;
}

/**
 * Checks a catalog that came from outside (JSON). Throws a `HeddleError` of code `VALIDATION_FAILED` that names
 * every problem at once, each with its path.
 */
export function parseCatalog(input: unknown): Catalog {
  const parsed = catalogDefinitionSchema.safeParse(withoutHash(input));
  const issues = parsed.success
    ? catalogIssues(parsed.data)
    : parsed.error.issues.map((issue) => ({ path: `/${issue.path.join("/")}`, detail: issue.message }));
  if (!parsed.success || issues.length > 0) {
    const first = issues[0];
    throw new HeddleError(
      "VALIDATION_FAILED",
      `The catalog has ${issues.length} problem(s): ${first?.path} ${first?.detail}`,
      {
        hint: "Correct the catalog; every problem is listed in errors.",
        errors: issues,
      },
    );
  }
  return { ...parsed.data, hash: hashOf(parsed.data) };
}

/** A catalog written out whole has its hash in it, which is made anew. */
function withoutHash(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("hash" in input)) return input;
  const { hash: _, ...definition } = input;
  return definition;
}

function hashOf(definition: CatalogDefinition): string {
  return createHash("sha256").update(JSON.stringify(definition)).digest("hex");
}

type ColumnNames<Table> = Table extends { columns: infer Columns } ? keyof Columns & string : never;

/** The parts of a table that name columns, tied to the columns it has. */
type TableLinks<Tables, Name extends keyof Tables> = {
  tenant: "shared" | { partner: ColumnNames<Tables[Name]>; merchant?: ColumnNames<Tables[Name]> | null };
  primaryKey: ColumnNames<Tables[Name]>;
  time?: ColumnNames<Tables[Name]>;
  display?: ColumnNames<Tables[Name]>;
  softDelete?: ColumnNames<Tables[Name]>;
  joins?: Record<
    string,
    {
      [To in keyof Tables & string]: { to: To; on: { [From in ColumnNames<Tables[Name]>]?: ColumnNames<Tables[To]> } };
    }[keyof Tables & string]
  >;
};

type AggregateInput = Extract<CatalogInput["measures"][string], { kind: "aggregate" }>;
type RatioInput = Extract<CatalogInput["measures"][string], { kind: "ratio" }>;

/** An aggregate measure tied to the tables and columns there are. */
type AggregateLinks<Tables> = {
  [Name in keyof Tables & string]: Omit<AggregateInput, "table" | "column" | "time" | "where"> & {
    table: Name;
    column?: ColumnNames<Tables[Name]>;
    time?: ColumnNames<Tables[Name]>;
    where?: readonly {
      column: ColumnNames<Tables[Name]>;
      operator: "in" | "not_in" | "is_null" | "is_not_null";
      values?: readonly (string | number | boolean)[];
    }[];
  };
}[keyof Tables & string];

/**
 * Defines a catalog in TypeScript; names of tables and columns are checked by the compiler, the rest when it runs.
 * Throws a `HeddleError` of code `VALIDATION_FAILED` that lists every problem.
 *
 * @example
 * ```ts
 * const catalog = defineCatalog({
 *   name: "shop",
 *   tables: {
 *     orders: {
 *       tenant: { partner: "partner_id", merchant: "shop_id" },
 *       primaryKey: "id",
 *       time: "created_at",
 *       columns: {
 *         id: { type: "integer" },
 *         partner_id: { type: "text" },
 *         shop_id: { type: "text" },
 *         total: { type: "numeric" },
 *         created_at: { type: "timestamptz" },
 *       },
 *     },
 *   },
 *   measures: { sales: { kind: "aggregate", label: "Sales", table: "orders", aggregate: "sum", column: "total" } },
 * });
 * ```
 */
export function defineCatalog<
  const Tables extends CatalogInput["tables"],
  const Measures extends Record<string, AggregateLinks<Tables> | RatioInput>,
>(
  definition: Omit<CatalogInput, "tables" | "measures"> & {
    tables: Tables & { [Name in keyof Tables]: TableLinks<Tables, Name> };
    measures: Measures;
  },
): Catalog {
  return parseCatalog(definition);
}

/** The table of that name, or a `QUERY_INVALID` error. */
export function requireTable(catalog: Catalog, name: string): TableDefinition {
  const table = Object.hasOwn(catalog.tables, name) ? catalog.tables[name] : undefined;
  if (table === undefined) {
    throw new HeddleError("QUERY_INVALID", `There is no table "${name}" in the catalog.`);
  }
  return table;
}

/** The measure of that name, or undefined. */
export function findMeasure(catalog: Catalog, name: string): MeasureDefinition | undefined {
  return Object.hasOwn(catalog.measures, name) ? catalog.measures[name] : undefined;
}

/** The column a member such as `payments.method` names, or undefined where there is none or it is hidden. */
export function findColumn(catalog: Catalog, member: string): CatalogColumn | undefined {
  const [table, name, ...rest] = member.split(".");
  if (table === undefined || name === undefined || rest.length > 0) return undefined;
  if (!Object.hasOwn(catalog.tables, table)) return undefined;
  const columns = catalog.tables[table]?.columns ?? {};
  const definition = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (definition === undefined || definition.hidden === true) return undefined;
  return { table, name, definition };
}

/** Whether results may be grouped by a column: stated, or text, boolean and enumerated ones. */
export function isDimension(column: ColumnDefinition): boolean {
  if (column.hidden === true) return false;
  return column.dimension ?? (column.type === "text" || column.type === "boolean" || column.values !== undefined);
}

/** The words for a thing that has no label: `created_at` becomes "created at". */
export function labelOf(name: string, label: string | undefined): string {
  return label ?? name.replaceAll("_", " ");
}
