import type { ColumnType } from "@heddle/sdk/contract";
import * as z from "zod";
import { metricQuerySchema } from "@heddle/sdk/contract";

/*
 * The shape of a catalog as it is written by hand (`defineCatalog`) or read from JSON (`parseCatalog`).
 * It is data: no SQL text, so that everything in it can be checked, and the compiler alone writes SQL.
 */

const identifier = z.string().min(1).max(63);
const words = z.array(z.string().min(1).max(100)).max(100);

const valueSchema = z.strictObject({
  /** As it stands in the column. */
  value: z.string(),
  label: z.string().optional(),
  synonyms: words.optional(),
});

const columnTypeNames = [
  "text",
  "integer",
  "numeric",
  "boolean",
  "date",
  "timestamptz",
  "timestamp",
  "uuid",
  "json",
] as const;

const columnDefinitionSchema = z.strictObject({
  type: z.enum(columnTypeNames),
  label: z.string().optional(),
  description: z.string().optional(),
  /** Other words people use for it. */
  synonyms: words.optional(),
  /** Never readable: not by name, not through `*`, not through a whole row. */
  hidden: z.boolean().optional(),
  /** Whether results may be grouped and filtered by it. @default true for text, boolean and enumerated columns */
  dimension: z.boolean().optional(),
  /** The values it can hold, where they are few and known. */
  values: z.array(z.union([z.string(), valueSchema])).optional(),
});

const tenantRuleSchema = z.union([
  /** The same rows for everybody. */
  z.literal("shared"),
  z.strictObject({
    /** The column that holds the partner's id. */
    partner: identifier,
    /**
     * The column that holds the merchant's id. `null` says that rows belong to the partner as a whole and every
     * merchant of it may see them. Left out, the table is refused to whoever may see only some merchants.
     */
    merchant: identifier.nullable().optional(),
  }),
]);

const joinDefinitionSchema = z.strictObject({
  /** The table on the "one" side. */
  to: identifier,
  /** Columns of this table, each with the column of the other it equals. */
  on: z.record(identifier, identifier),
});

const tableDefinitionSchema = z.strictObject({
  schema: identifier.default("public"),
  label: z.string().optional(),
  description: z.string().optional(),
  synonyms: words.optional(),
  tenant: tenantRuleSchema,
  primaryKey: identifier,
  /** The column that says when a row happened. */
  time: identifier.optional(),
  /** The column by which people call a row: `name`. */
  display: identifier.optional(),
  /** Rows in which this column is not null are deleted: they stay in history but are not counted as things. */
  softDelete: identifier.optional(),
  columns: z.record(identifier, columnDefinitionSchema),
  /** Many-to-one joins, by a name of their own. */
  joins: z.record(identifier, joinDefinitionSchema).default({}),
});

const measureFilterSchema = z.strictObject({
  column: identifier,
  operator: z.enum(["in", "not_in", "is_null", "is_not_null"]),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).default([]),
});

const measureCommon = {
  label: z.string(),
  description: z.string().optional(),
  synonyms: words.optional(),
  /** How values are written; `currency` takes the tenant's own. @default "number" */
  format: z.enum(["number", "currency", "percent"]).optional(),
  /** Said in a reading after the measure: "succeeded payments". */
  note: z.string().optional(),
};

const aggregateMeasureSchema = z.strictObject({
  ...measureCommon,
  kind: z.literal("aggregate"),
  table: identifier,
  aggregate: z.enum(["sum", "avg", "min", "max", "count", "count_distinct"]),
  /** Needed by all but `count`. */
  column: identifier.optional(),
  /** Only rows for which all of these hold. */
  where: z.array(measureFilterSchema).default([]),
  /** The column is in minor units: divide by 10 to this power. @default 0 */
  minorDigits: z.int().min(0).max(6).optional(),
  /** The time column it is counted by. @default the table's `time` */
  time: identifier.optional(),
});

const ratioMeasureSchema = z.strictObject({
  ...measureCommon,
  kind: z.literal("ratio"),
  /** Names of two aggregate measures. Null where the denominator is zero. */
  numerator: identifier,
  denominator: identifier,
});

export const catalogDefinitionSchema = z.strictObject({
  name: z.string().min(1).max(100),
  /** IANA zone in which days begin unless the question or the asker says otherwise. @default "UTC" */
  timeZone: z.string().default("UTC"),
  /** Where tenants themselves are listed, so that an unknown one can be told from an empty one. */
  directory: z
    .strictObject({
      /** The table of partners, by its primary key, and the column of a readable name that is as unique as it. */
      partners: z.strictObject({ table: identifier, slug: identifier.optional() }),
      merchants: z.strictObject({ table: identifier }).optional(),
    })
    .optional(),
  /** Where the tenant's ISO 4217 currency stands. */
  currency: z.strictObject({ table: identifier, column: identifier }).optional(),
  tables: z.record(identifier, tableDefinitionSchema),
  measures: z.record(identifier, z.discriminatedUnion("kind", [aggregateMeasureSchema, ratioMeasureSchema])),
  /** Questions with an answer that a person has checked. */
  verified: z.array(z.strictObject({ question: z.string().min(1).max(500), query: metricQuerySchema })).default([]),
});

/** A catalog with all defaults filled in. */
export type CatalogDefinition = z.output<typeof catalogDefinitionSchema>;
export type CatalogInput = z.input<typeof catalogDefinitionSchema>;
export type TableDefinition = CatalogDefinition["tables"][string];
export type ColumnDefinition = TableDefinition["columns"][string];
export type JoinDefinition = TableDefinition["joins"][string];
export type MeasureDefinition = CatalogDefinition["measures"][string];
export type AggregateMeasure = Extract<MeasureDefinition, { kind: "aggregate" }>;
export type MeasureFilter = AggregateMeasure["where"][number];
export type ColumnTypeName = (typeof columnTypeNames)[number];

/** The type a column's values have on the wire. */
export const wireTypes = {
  text: "string",
  integer: "number",
  numeric: "number",
  boolean: "boolean",
  date: "date",
  timestamptz: "timestamp",
  timestamp: "timestamp",
  uuid: "string",
  json: "json",
} as const satisfies Record<ColumnTypeName, ColumnType>;
