import pg from "pg";
import { SetupError } from "../setup-error.ts";
import { copyRows } from "./seed-copy.ts";
import { generateSample } from "./seed-generate.ts";
import type { SampleTable } from "./seed-rows.ts";
import { constraints, createTables, indexes, tableColumns } from "./seed-schema.ts";

export interface SeedOptions {
  /** @default "heddle" */
  seed?: string;
  /** Now: nothing in the sample happened after it. */
  date: Date;
  /** About how many, over all partners. @default 200_000 */
  payments?: number;
  /** Load again even where the same rows are there already. */
  force?: boolean;
}

export interface SeedReport {
  /** `current`: this seed and day were there already, and nothing was touched. */
  outcome: "seeded" | "current";
  seed: string;
  /** The day up to which the sample goes, `2026-11-21`. */
  day: string;
  rows: Record<SampleTable, number>;
}

/** To be raised with every change to what is generated or to the tables. */
const version = 1;
const tables = Object.keys(tableColumns) as SampleTable[];

interface SeedMark {
  seed: string;
  day: string;
  payments: number;
  version: number;
}

/**
 * Fills a database with the sample: tables, keys, indexes and rows in one transaction. Called again on the same day it
 * does nothing, on another it loads the rows anew up to that day, which keeps policies and grants on the tables. Tables
 * of the same names that it did not make are never touched.
 *
 * @param database the owner's URL, or a connected client outside of a transaction
 * @throws SetupError `SAMPLE_CONFLICT`
 * @example
 * await seedSample(server.url("heddle"), { date: new Date() });
 */
export async function seedSample(database: string | pg.ClientBase, options: SeedOptions): Promise<SeedReport> {
  if (typeof database !== "string") return inTransaction(database, () => seedWithin(database, options));
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return await seedSample(client, options);
  } finally {
    await client.end();
  }
}

async function inTransaction<T>(client: pg.ClientBase, act: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const result = await act();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function seedWithin(client: pg.ClientBase, options: SeedOptions): Promise<SeedReport> {
  const { seed = "heddle", payments = 200_000, date } = options;
  const mark: SeedMark = { seed, day: date.toISOString().slice(0, 10), payments, version };
  // Two processes that seed at once take turns; the second finds the work done.
  await client.query("select pg_advisory_xact_lock(hashtextextended('heddle sample', 0))");
  const found = await readMark(client);
  if (found === null) await refuseForeignTables(client);
  if (found !== null && options.force !== true && sameMark(found, mark)) {
    return { outcome: "current", seed, day: mark.day, rows: await countRows(client) };
  }
  await client.query(createTables);
  await dropKeys(client);
  await client.query(`truncate ${tables.map(qualified).join(", ")}`);
  const rows = await loadRows(client, generateSample({ seed, now: date, payments }));
  await addKeys(client);
  await writeMark(client, mark);
  return { outcome: "seeded", seed, day: mark.day, rows };
}

async function loadRows(
  client: pg.ClientBase,
  sample: ReturnType<typeof generateSample>,
): Promise<Record<SampleTable, number>> {
  const counts: Partial<Record<SampleTable, number>> = {};
  for (const table of tables) {
    const rows = sample[table] as unknown as Parameters<typeof copyRows>[3];
    counts[table] = await copyRows(client, qualified(table), tableColumns[table], rows);
  }
  return counts as Record<SampleTable, number>;
}

async function dropKeys(client: pg.ClientBase): Promise<void> {
  const dropped = constraints
    .toReversed()
    .map(({ table, name }) => `alter table ${qualified(table)} drop constraint if exists ${name}`);
  const names = Object.keys(indexes).map((name) => `drop index if exists public.${name}`);
  await client.query([...dropped, ...names].join("; "));
}

async function addKeys(client: pg.ClientBase): Promise<void> {
  for (const { table, name, definition } of constraints) {
    await client.query(`alter table ${qualified(table)} add constraint ${name} ${definition}`);
  }
  for (const [name, on] of Object.entries(indexes)) await client.query(`create index ${name} on ${on}`);
  await client.query(`analyze ${tables.map(qualified).join(", ")}`);
}

async function refuseForeignTables(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname = any($1) order by 1",
    [tables],
  );
  if (rows.length === 0) return;
  throw new SetupError(
    "SAMPLE_CONFLICT",
    `The database has tables of its own named ${rows.map((row) => row.name).join(", ")}.`,
    {
      hint: "Seed another database: the sample never replaces tables that it did not make.",
    },
  );
}

async function countRows(client: pg.ClientBase): Promise<Record<SampleTable, number>> {
  const counts = tables.map((table) => `(select count(*)::int from ${qualified(table)}) as ${table}`);
  const { rows } = await client.query<Record<SampleTable, number>>(`select ${counts.join(", ")}`);
  const [row] = rows;
  if (row === undefined) throw new Error("A query without FROM gave no row");
  return row;
}

function qualified(table: SampleTable): string {
  return `public.${table}`;
}

/** What the sample was made from, kept apart from its tables so that nobody takes it for data. */
const createMark = `
create schema if not exists heddle_sample;
create table if not exists heddle_sample.seeded (
  one boolean primary key default true check (one),
  seed text not null,
  day text not null,
  payments integer not null,
  version integer not null
);
comment on schema heddle_sample is 'Says what the sample tables in public were made from';
`;

async function readMark(client: pg.ClientBase): Promise<SeedMark | null> {
  const { rows: known } = await client.query<{ known: boolean }>(
    "select to_regclass('heddle_sample.seeded') is not null as known",
  );
  if (known[0]?.known !== true) return null;
  const { rows } = await client.query<SeedMark>("select seed, day, payments, version from heddle_sample.seeded");
  return rows[0] ?? null;
}

async function writeMark(client: pg.ClientBase, { seed, day, payments, version: made }: SeedMark): Promise<void> {
  await client.query(createMark);
  await client.query("delete from heddle_sample.seeded");
  await client.query("insert into heddle_sample.seeded (seed, day, payments, version) values ($1, $2, $3, $4)", [
    seed,
    day,
    payments,
    made,
  ]);
}

function sameMark(one: SeedMark, other: SeedMark): boolean {
  return (
    one.seed === other.seed && one.day === other.day && one.payments === other.payments && one.version === other.version
  );
}
