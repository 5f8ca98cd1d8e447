import { metricQuerySchema } from "@heddle/sdk/contract";
import type { MetricQueryInput } from "@heddle/sdk/contract";
import pg from "pg";
import { defineCatalog } from "../../../catalog/catalog.ts";
import { createTestDatabase } from "../../../testing/postgres.ts";
import { compileMetricQuery } from "../compile-metric-query.ts";

const paid = { column: "status", operator: "in", values: ["paid"] } as const;
const shopJoin = { shop: { to: "shops", on: { shop_id: "id" } } } as const;

const catalog = defineCatalog({
  name: "shops",
  tables: {
    shops: {
      tenant: "shared",
      primaryKey: "id",
      display: "name",
      columns: { id: { type: "integer" }, name: { type: "text" }, city: { type: "text" } },
    },
    orders: {
      tenant: "shared",
      primaryKey: "id",
      time: "placed_at",
      joins: shopJoin,
      columns: {
        id: { type: "integer" },
        shop_id: { type: "integer" },
        method: { type: "text" },
        status: { type: "text" },
        total: { type: "integer" },
        placed_at: { type: "timestamptz" },
        logged_at: { type: "timestamp" },
        due: { type: "date" },
      },
    },
    returns: {
      tenant: "shared",
      primaryKey: "id",
      time: "at",
      joins: { ...shopJoin, order: { to: "orders", on: { order_id: "id" } } },
      columns: {
        id: { type: "integer" },
        order_id: { type: "integer" },
        shop_id: { type: "integer" },
        amount: { type: "integer" },
        at: { type: "timestamptz" },
      },
    },
  },
  measures: {
    sales: {
      kind: "aggregate",
      label: "Sales",
      table: "orders",
      aggregate: "sum",
      column: "total",
      minorDigits: 2,
      where: [paid],
    },
    orders: { kind: "aggregate", label: "Orders", table: "orders", aggregate: "count" },
    paid_orders: { kind: "aggregate", label: "Paid orders", table: "orders", aggregate: "count", where: [paid] },
    mean_order: {
      kind: "aggregate",
      label: "Mean order",
      table: "orders",
      aggregate: "avg",
      column: "total",
      minorDigits: 2,
    },
    last_order: { kind: "aggregate", label: "Last order", table: "orders", aggregate: "max", column: "placed_at" },
    methods: { kind: "aggregate", label: "Methods", table: "orders", aggregate: "count_distinct", column: "method" },
    due_orders: { kind: "aggregate", label: "Due orders", table: "orders", aggregate: "count", time: "due" },
    returned: {
      kind: "aggregate",
      label: "Returned",
      table: "returns",
      aggregate: "sum",
      column: "amount",
      minorDigits: 2,
    },
    paid_share: { kind: "ratio", label: "Paid share", numerator: "paid_orders", denominator: "orders" },
    return_rate: { kind: "ratio", label: "Return rate", numerator: "returned", denominator: "sales" },
  },
});

const tables = `
  create table shops (id int primary key, name text, city text);
  create table orders (
    id int generated always as identity primary key, shop_id int, method text, status text not null default 'paid',
    total bigint not null default 100, placed_at timestamptz, logged_at timestamp, due date);
  create table returns (id int generated always as identity primary key, order_id int, shop_id int, amount int, at timestamptz);`;

/** A small database of shops, with nothing in it, that answers metric queries. */
export interface ShopDatabase {
  readonly client: pg.Client;
  /** The rows of a SELECT, cells as the text that Postgres writes. */
  rowsOf(sql: string): Promise<unknown[][]>;
  /** The rows of a metric query, times as ISO 8601 and all else as text. */
  answer(query: MetricQueryInput, now?: string): Promise<unknown[][]>;
  clear(): Promise<unknown>;
  drop(): Promise<void>;
}

export async function createShopDatabase(): Promise<ShopDatabase> {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(tables);
  // No answer may depend on these: the zone stands in the query.
  await client.query("set time zone 'America/St_Johns'; set datestyle to 'SQL, DMY'");
  const rowsOf = async (sql: string): Promise<unknown[][]> => {
    const types = { getTypeParser: () => (value: string) => value };
    return (await client.query<unknown[]>({ text: sql, rowMode: "array", types })).rows;
  };
  return {
    client,
    rowsOf,
    answer: (query, now = "2026-11-21T12:00:00Z") => rowsOf(asText(query, new Date(now))),
    clear: () => client.query("truncate shops, orders, returns restart identity"),
    drop: async () => {
      await client.end();
      await database.drop();
    },
  };
}

function asText(query: MetricQueryInput, now: Date): string {
  const { sql, columns } = compileMetricQuery(metricQuerySchema.parse(query), catalog, { now, timeZone: "UTC" });
  const cells = columns.map(({ type }, index) => {
    if (type === "date") return `to_char(c${index}, 'YYYY-MM-DD')`;
    return type === "timestamp" ? `to_char(c${index} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')` : `c${index}`;
  });
  const names = columns.map((_, index) => `c${index}`).join(", ");
  return `select ${cells.join(", ")} from (${sql}) as answer (${names})`;
}
