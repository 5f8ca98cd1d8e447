import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/postgres.ts";
import { sampleNow } from "../testing/sample-moment.ts";
import { seedSample } from "./seed.ts";

const options = { date: sampleNow, payments: 2000 };
const nextDay = new Date(sampleNow.getTime() + 86_400_000);

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  client = await connect(database.url);
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

async function connect(url: string): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: url });
  await made.connect();
  return made;
}

/** By table: the rows in the order of their ids, as Postgres writes them. */
async function checksums(of: pg.Client): Promise<unknown> {
  const tables = ["partners", "merchants", "customers", "payments", "refunds", "disputes", "payouts", "invoices"];
  const sums = tables.map(
    (table) => `(select md5(string_agg(t::text, E'\\n' order by id)) from public.${table} t) as ${table}`,
  );
  await of.query("set time zone 'UTC'");
  return (await of.query<Record<string, string>>(`select ${sums.join(", ")}`)).rows[0];
}

test("the same seed and date give the same rows, another date others", async () => {
  const other = await createTestDatabase();
  const otherClient = await connect(other.url);
  const report = await seedSample(database.url, options);
  await seedSample(otherClient, options);
  const sums = await checksums(client);
  expect(await checksums(otherClient)).toEqual(sums);
  await seedSample(otherClient, { ...options, date: nextDay });
  expect(await checksums(otherClient)).not.toEqual(sums);
  expect(report).toMatchObject({
    outcome: "seeded",
    seed: "heddle",
    day: "2026-11-21",
    rows: { partners: 3, merchants: 40 },
  });
  await otherClient.end();
  await other.drop();
});

test("names arrive as they were written, whatever signs they hold", async () => {
  await seedSample(client, { ...options, payments: 20_000 });
  const { rows } = await client.query<{ name: string }>("select name from customers where name !~ '^Customer [0-9]+$'");
  const kinds = new Set(rows.map(({ name }) => name.replaceAll(/\d+/g, "#")));
  expect(kinds).toEqual(
    new Set(["Çustömer # 🧵", "زبون #", "顧客 #", `Customer "#" \\ O'Number`, " Customer\u00a0#  "]),
  );
});

test("a second time on the same day nothing is touched", async () => {
  const first = await seedSample(client, options);
  await client.query("update merchants set name = 'Changed' where name = 'Oakmere Home'");
  const later = new Date(sampleNow.getTime() + 3_600_000);
  expect(await seedSample(client, { ...options, date: later })).toEqual({ ...first, outcome: "current" });
  expect((await client.query("select from merchants where name = 'Changed'")).rowCount).toBe(1);
  expect(await seedSample(client, { ...options, force: true })).toEqual(first);
  expect((await client.query("select from merchants where name = 'Changed'")).rowCount).toBe(0);
});

test("the next day's rows keep policies and grants", async () => {
  await seedSample(client, options);
  await client.query("alter table payments enable row level security; create policy mine on payments using (true)");
  await client.query("grant select on payments to pg_monitor");
  expect(await seedSample(client, { ...options, date: nextDay })).toMatchObject({
    outcome: "seeded",
    day: "2026-11-22",
  });
  const { rows } = await client.query(
    `select relrowsecurity, has_table_privilege('pg_monitor', c.oid, 'select') as granted,
       (select count(*)::int from pg_policy where polrelid = c.oid) as policies
     from pg_class c where c.oid = 'payments'::regclass`,
  );
  expect(rows).toEqual([{ relrowsecurity: true, granted: true, policies: 1 }]);
});

test("two that seed at once take turns", async () => {
  const reports = await Promise.all([seedSample(database.url, options), seedSample(database.url, options)]);
  expect(reports.map(({ outcome }) => outcome).toSorted()).toEqual(["current", "seeded"]);
});

test("tables that it did not make are never touched", async () => {
  await client.query("create table payments (mine text); insert into payments values ('precious')");
  await expect(seedSample(client, { ...options, force: true })).rejects.toMatchObject({
    code: "SAMPLE_CONFLICT",
    message: "The database has tables of its own named payments.",
  });
  expect((await client.query("select mine from payments")).rows).toEqual([{ mine: "precious" }]);
  expect((await client.query("select to_regclass('public.merchants') as found")).rows).toEqual([{ found: null }]);
});

test("what fails halfway leaves the rows of before", async () => {
  await seedSample(client, options);
  const before = await checksums(client);
  await client.query("create table audit (payment_id text references payments (id))");
  await expect(seedSample(client, { ...options, force: true })).rejects.toMatchObject({ code: "2BP01" });
  expect(await checksums(client)).toEqual(before);
});

test("the database keeps a row from naming one partner and another's merchant", async () => {
  await seedSample(client, options);
  const mixed = `update payouts set partner_id = (select id from partners where slug = 'savanna-till')
    where id = (select id from payouts join partners p on p.id = partner_id where p.slug = 'harborline' limit 1)`;
  await expect(
    client.query(mixed.replace("select id from payouts", "select payouts.id from payouts")),
  ).rejects.toMatchObject({ code: "23503" });
});
