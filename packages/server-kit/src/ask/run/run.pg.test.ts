import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defineCatalog } from "../../catalog/catalog.ts";
import { quoteIdentifier } from "../../db/quote.ts";
import { createReader } from "../../sources/reader.ts";
import type { Reader } from "../../sources/reader.ts";
import { guard } from "../../sql/guard/guard.ts";
import { loadParser } from "../../sql/parse.ts";
import { scope } from "../../sql/scope/scope.ts";
import { signScope } from "../../tenancy/signed-scope.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import { createProtectedDatabase } from "../../testing/protected-database.ts";
import type { ProtectedDatabase } from "../../testing/protected-database.ts";
import type { Rows } from "../pipeline.ts";
import { run } from "./run.ts";

const text = { type: "text" } as const;
const catalog = defineCatalog({
  name: "run",
  tables: {
    payments: {
      tenant: { partner: "partner_id", merchant: "merchant_id" },
      primaryKey: "id",
      columns: { id: { type: "integer" }, partner_id: text, merchant_id: text, canary: text },
    },
    accounts: {
      tenant: { partner: "owner", merchant: "shop" },
      primaryKey: "owner",
      columns: { owner: { type: "integer" }, shop: { type: "uuid" } },
    },
  },
  measures: {},
});

const schema = `
  create table payments (id int primary key, partner_id text, merchant_id text, canary text);
  insert into payments select n, 'p' || n % 5, 'm' || n % 20, 'canary of p' || n % 5 from generate_series(1, 2000) n;
  create table accounts (owner bigint, shop uuid);
  insert into accounts select n, ('00000000-0000-0000-0000-00000000000' || n)::uuid from generate_series(1, 3) n;
`;

/** Runs for minutes where nothing stops it. */
const endless = "select count(*) from generate_series(1, 100000) a, generate_series(1, 1000000) b";

describe("run", () => {
  let database: ProtectedDatabase;
  let reader: Reader;

  beforeAll(async () => {
    await loadParser();
    database = await createProtectedDatabase({ catalog, schema });
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    reader = createReader({
      url: database.readerUrl,
      statementTimeoutMs: 1500,
      rowCap: 100,
      byteCap: 1_000_000,
      connections: 4,
      acquireTimeoutMs: 20_000,
    });
  });
  afterEach(() => reader.close());

  function execute(
    sql: string,
    partnerId = "p1",
    options: { signal?: AbortSignal; key?: typeof database.key } = {},
  ): Promise<Rows> {
    const scoped = scope(guard(sql, catalog), { partnerId, merchantIds: "all" });
    return run(scoped, { reader, scopeKey: options.key ?? database.key }, options.signal);
  }

  /** Listens at once, so that a failure is never unhandled while the test does something else. */
  function failureOf(attempt: Promise<unknown>): Promise<unknown> {
    return attempt.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it("gives types and values as the wire has them", async () => {
    const { columns, rows } = await execute(`select 1::int as i, 9007199254740993::bigint as big, 12.50::numeric as n,
      1.1::float8 as f, 'NaN'::float8 as nan, 0.1234567890123456789::numeric as long, true as b, date '2026-02-28' as d,
      timestamptz '2026-03-01 10:00:00.5+02' as t, '{"a": [1]}'::jsonb as j, array['x', null] as a, null::text as z,
      interval '1 day 2 hours' as v, 1e40::float8 as e, -0.0::numeric as zero`);
    expect(columns.map(({ type }) => type)).toEqual([
      "number",
      "number",
      "number",
      "number",
      "number",
      "number",
      "boolean",
      "date",
      "timestamp",
      "json",
      "json",
      "string",
      "string",
      "number",
      "number",
    ]);
    expect(rows).toEqual([
      [
        1,
        "9007199254740993",
        12.5,
        1.1,
        "NaN",
        "0.1234567890123456789",
        true,
        "2026-02-28",
        "2026-03-01T08:00:00.5Z",
        { a: [1] },
        ["x", null],
        null,
        "P1DT2H",
        1e40,
        0,
      ],
    ]);
  });

  it("binds the tenant to columns of other types than text", async () => {
    const guarded = guard("select owner from accounts", catalog);
    const shop = "00000000-0000-0000-0000-000000000002";
    const rowsOf = async (partnerId: string, merchantIds: TenantScope["merchantIds"]): Promise<unknown> =>
      (await run(scope(guarded, { partnerId, merchantIds }), { reader, scopeKey: database.key })).rows;
    expect(await rowsOf("2", "all")).toEqual([[2]]);
    expect(await rowsOf("2", [shop])).toEqual([[2]]);
    expect(await rowsOf("3", [shop])).toEqual([]);
  });

  it("cuts at the row cap and says so", async () => {
    const result = await execute("select id from payments order by id");
    expect(result).toMatchObject({ truncated: true });
    expect(result.rows).toHaveLength(100);
    expect((await execute("select id from payments order by id limit 100")).truncated).toBe(false);
  });

  it("ends a query at its time limit and goes on", async () => {
    await expect(execute(endless)).rejects.toMatchObject({ code: "QUERY_TIMEOUT" });
    expect((await execute("select count(*) from payments")).rows).toEqual([[400]]);
  });

  it("cancels in the database when the caller gives up", async () => {
    const controller = new AbortController();
    const ended = failureOf(execute(endless, "p1", { signal: controller.signal }));
    const active = `select count(*)::int from pg_stat_activity where usename = '${database.reader}' and state = 'active'`;
    await expect.poll(async () => (await database.asOwner(active))[0]?.[0]).toBe(1);
    controller.abort();
    expect(await ended).toMatchObject({ code: "QUERY_CANCELLED" });
    await expect.poll(async () => (await database.asOwner(active))[0]?.[0]).toBe(0);
  });

  it("does not run what was given up before its turn came", async () => {
    const narrow = createReader({ url: database.readerUrl, statementTimeoutMs: 1500, rowCap: 1, connections: 1 });
    const scoped = (sql: string) => scope(guard(sql, catalog), { partnerId: "p1", merchantIds: "all" });
    const using = { reader: narrow, scopeKey: database.key };
    const controller = new AbortController();
    const first = failureOf(run(scoped("select count(*) from generate_series(1, 2000000)"), using));
    const waiting = failureOf(run(scoped(endless), using, controller.signal));
    controller.abort();
    expect(await first).toBeUndefined();
    expect(await waiting).toMatchObject({ code: "QUERY_CANCELLED" });
    expect(await failureOf(run(scoped("select 1"), using, controller.signal))).toMatchObject({
      code: "QUERY_CANCELLED",
    });
    expect((await run(scoped("select 1"), using)).rows).toEqual([[1]]);
    await narrow.close();
  });

  it("refuses a result of too many bytes and lives on", async () => {
    await expect(
      execute("select string_agg(a.canary || b.canary, '') from payments a, payments b"),
    ).rejects.toMatchObject({ code: "RESULT_TOO_LARGE" });
    expect((await execute("select count(*) from payments")).rows).toEqual([[400]]);
  });

  it("refuses JSON that is nested too deeply", async () => {
    const deep = `${"[".repeat(150)}${"]".repeat(150)}`;
    await expect(execute(`select '${deep}'::jsonb`)).rejects.toMatchObject({ code: "RESULT_UNSUPPORTED" });
  });

  it("tells a failing query from a broken database, without the database's words", async () => {
    await expect(execute("select canary::int from payments")).rejects.toMatchObject({
      code: "QUERY_FAILED",
      sqlState: "22P02",
      message: expect.not.stringContaining("canary of") as string,
      repair: "SQLSTATE 22P02",
    });
  });

  it("does not run under a scope the database does not accept", async () => {
    const key = { id: "k1", secret: Buffer.alloc(32) };
    await expect(execute("select count(*) from payments", "p1", { key })).rejects.toMatchObject({
      code: "SCOPE_REJECTED",
    });
  });

  it("says that the database is away, and heals when its connections were killed", async () => {
    const ended = failureOf(execute(endless));
    await sleep(100);
    await database.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${database.reader}'`,
    );
    expect(await ended).toMatchObject({ code: "DB_UNAVAILABLE" });
    expect((await execute("select count(*) from payments")).rows).toEqual([[400]]);
    const nowhere = createReader({ url: "postgres://u:p@127.0.0.1:1/d", statementTimeoutMs: 100, rowCap: 1 });
    await expect(nowhere.ping()).rejects.toMatchObject({ code: "DB_UNAVAILABLE" });
    await nowhere.close();
  });

  it("says that all connections are in use instead of waiting for ever", async () => {
    const narrow = createReader({
      url: database.readerUrl,
      statementTimeoutMs: 1500,
      rowCap: 1,
      connections: 1,
      acquireTimeoutMs: 200,
    });
    const dependencies = { reader: narrow, scopeKey: database.key };
    const sql = (statement: string) => scope(guard(statement, catalog), { partnerId: "p1", merchantIds: "all" });
    const slow = failureOf(run(sql(endless), dependencies));
    await sleep(50);
    await expect(run(sql("select 1"), dependencies)).rejects.toMatchObject({ code: "DB_BUSY" });
    expect(await slow).toMatchObject({ code: "QUERY_TIMEOUT" });
    await narrow.close();
  });

  it("leaves nothing of one tenant to the next borrower of a connection", async () => {
    const partners = Array.from({ length: 200 }, (_, index) => `p${index % 5}`);
    const results = await Promise.all(
      partners.map((partner) => execute("select distinct canary from payments", partner)),
    );
    results.forEach(({ rows }, index) => expect(rows).toEqual([[`canary of ${partners[index]}`]]));
    const { rows } = await reader.read({ text: "select 1", values: [], scopeToken: "k1.x.y" });
    expect(rows).toEqual([["1"]]);
    await expect(
      reader.read({ text: "select count(*) from public.payments", values: [], scopeToken: "k1.x.y" }),
    ).rejects.toMatchObject({
      code: "SCOPE_REJECTED",
    });
  });

  it("reads only, by the transaction itself, whatever the role may do", async () => {
    const role = quoteIdentifier(database.reader);
    await database.asOwner(
      `alter role ${role} reset default_transaction_read_only; grant insert on payments to ${role};
       create policy writes on payments as permissive for insert to ${role} with check (true)`,
    );
    const write = "insert into public.payments values (-1, 'p1', 'm1', 'x')";
    const scopeToken = signScope({ partnerId: "p1", merchantIds: "all" }, database.key, { now: new Date() });
    await expect(reader.read({ text: write, values: [], scopeToken })).rejects.toMatchObject({ sqlState: "25006" });
  });
});
