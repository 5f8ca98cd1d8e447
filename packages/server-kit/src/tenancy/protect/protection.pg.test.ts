import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defineCatalog } from "../../catalog/catalog.ts";
import { quoteIdentifier } from "../../db/quote.ts";
import { createProtectedDatabase, queryRows } from "../../testing/protected-database.ts";
import type { ProtectedDatabase } from "../../testing/protected-database.ts";
import { signScope } from "../signed-scope.ts";
import type { TenantScope } from "../tenant-scope.ts";

const text = { type: "text" } as const;
const catalog = defineCatalog({
  name: "walls",
  tables: {
    payments: {
      tenant: { partner: "partner_id", merchant: "merchant_id" },
      primaryKey: "id",
      columns: { id: { type: "integer" }, partner_id: text, merchant_id: text, secret: { ...text, hidden: true } },
    },
    accounts: {
      tenant: { partner: "owner", merchant: "shop" },
      primaryKey: "owner",
      columns: { owner: { type: "integer" }, shop: { type: "uuid" } },
    },
    plans: { tenant: { partner: "partner_id" }, primaryKey: "partner_id", columns: { partner_id: text } },
    rates: { tenant: "shared", primaryKey: "code", columns: { code: text } },
  },
  measures: {},
});

const schema = `
  create table payments (id int primary key, partner_id text, merchant_id text, secret text);
  insert into public.payments values (1, 'a', 'a1', 's'), (2, 'a', 'a2', 's'), (3, 'b', 'b1', 's');
  create table accounts (owner int, shop uuid);
  insert into public.accounts values (1, '00000000-0000-0000-0000-000000000001'), (2, '00000000-0000-0000-0000-000000000002');
  create table plans (partner_id text);
  insert into public.plans values ('a'), ('b');
  create table rates (code text);
  insert into public.rates values ('x');
  create table uncatalogued (id int);
`;

describe("the walls in the database", () => {
  let database: ProtectedDatabase;

  beforeAll(async () => {
    database = await createProtectedDatabase({ catalog, schema });
  });
  afterAll(() => database.drop());

  const whole = (partnerId: string): TenantScope => ({ partnerId, merchantIds: "all" });
  const sign = (scope: TenantScope, now = new Date()): string => signScope(scope, database.key, { now });

  /** What the reader gets for SQL that no guard has seen, under a scope token. */
  async function read(token: string | null, sql: string): Promise<unknown[][]> {
    const set = token === null ? "" : `select set_config('heddle.scope', '${token}', true);`;
    return queryRows(database.readerUrl, `begin read only; ${set} ${sql}`);
  }

  async function sqlStateOf(attempt: Promise<unknown>): Promise<string | undefined> {
    return attempt.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
  }

  it("shows the tenant's rows alone, without any predicate in the query", async () => {
    expect(await read(sign(whole("a")), "select id from public.payments order by id")).toEqual([[1], [2]]);
    expect(await read(sign(whole("b")), "select id from public.payments")).toEqual([[3]]);
    expect(await read(sign(whole("nobody")), "select id from public.payments")).toEqual([]);
  });

  it("shows only the merchants of the scope", async () => {
    expect(await read(sign({ partnerId: "a", merchantIds: ["a2", "b1"] }), "select id from public.payments")).toEqual([
      [2],
    ]);
    expect(await read(sign({ partnerId: "a", merchantIds: [] }), "select id from public.payments")).toEqual([]);
  });

  it("compares with tenant columns of other types", async () => {
    expect(await read(sign(whole("2")), "select owner from public.accounts")).toEqual([[2]]);
    const shop = "00000000-0000-0000-0000-000000000001";
    expect(await read(sign({ partnerId: "1", merchantIds: [shop] }), "select owner from public.accounts")).toEqual([
      [1],
    ]);
    expect(await read(sign({ partnerId: "2", merchantIds: [shop] }), "select owner from public.accounts")).toEqual([]);
  });

  it("keeps a table without a merchant from whoever may see only some, and shows shared ones to all", async () => {
    expect(await read(sign(whole("a")), "select * from public.plans")).toEqual([["a"]]);
    expect(await read(sign({ partnerId: "a", merchantIds: ["a1"] }), "select * from public.plans")).toEqual([]);
    expect(await read(sign(whole("a")), "select * from public.rates")).toEqual([["x"]]);
  });

  it("raises without a scope, with a forged, altered, expired or foreign one", async () => {
    const count = "select count(*) from public.payments";
    const [id, payload, signature] = sign(whole("a")).split(".") as [string, string, string];
    const other = Buffer.from(JSON.stringify({ partner: "b", merchants: "all", expires: 4e9 })).toString("base64");
    const forgedWith = (secret: string): string => createHmac("sha256", secret).update(`${id}.${other}`).digest("hex");
    const tokens = [
      null,
      "",
      "b",
      `${id}.${other}.${signature}`,
      `${id}.${other}.${forgedWith("")}`,
      `${id}.${other}.${forgedWith("heddle")}`,
      `none.${payload}.${signature}`,
      `${id}.${payload}.`,
      sign(whole("a"), new Date(Date.now() - 3_600_000)),
    ];
    for (const token of tokens) expect(await sqlStateOf(read(token, count)), String(token)).toBe("HD001");
  });

  it("cannot be talked into another scope within the query", async () => {
    const [id, , signature] = sign(whole("a")).split(".");
    const other = Buffer.from(JSON.stringify({ partner: "b", merchants: "all", expires: 4e9 })).toString("base64");
    const smuggled = `select set_config('heddle.scope', '${id}.${other}.${signature}', true), id from public.payments`;
    expect(await sqlStateOf(read(sign(whole("a")), `${smuggled} limit 1`))).toBeOneOf([undefined, "HD001"]);
    const rows = await read(
      sign(whole("a")),
      "select set_config('heddle.scope', 'b', true), id from public.payments",
    ).catch(() => []);
    expect(rows.map((row) => row[1])).not.toContain(3);
  });

  it.each([
    "select secret from public.payments",
    "select * from public.payments",
    "select payments from public.payments",
    "select * from public.uncatalogued",
    "select * from heddle.scope_keys",
    "select heddle.scope()",
    "delete from public.payments",
    "insert into public.payments values (9, 'a', 'a1', 's')",
    "create table public.t (a int)",
    "create schema s",
    "set role postgres",
    "set session authorization postgres",
    "alter table public.payments disable row level security",
    "alter role current_user superuser",
    "copy public.payments to program 'true'",
    "select pg_read_file('/etc/passwd')",
  ])("does not let the reader: %s", async (sql) => {
    expect(await sqlStateOf(read(sign(whole("a")), sql))).toMatch(/^(42501|25006|0A000)$/);
  });

  it("holds against permissive policies that the host has", async () => {
    await database.asOwner("create policy everybody on public.payments as permissive for all to public using (true)");
    expect(await read(sign(whole("a")), "select id from public.payments order by id")).toEqual([[1], [2]]);
  });

  it("changes nothing for the host's other roles, and nothing when it runs again", async () => {
    const role = `${database.reader}_app`;
    await database.asOwner(
      `create role ${quoteIdentifier(role)} login password 'x'; grant all on public.payments to ${quoteIdentifier(role)}`,
    );
    try {
      const url = new URL(database.readerUrl);
      url.username = role;
      url.password = "x";
      const policies = "select tablename, policyname, qual from pg_policies order by 1, 2";
      const before = await database.asOwner(policies);
      await database.protect();
      expect(await database.asOwner(policies)).toEqual(before);
      expect(await queryRows(url.href, "select count(*)::int from public.payments")).toEqual([[3]]);
      expect(await read(sign(whole("b")), "select id from public.payments")).toEqual([[3]]);
    } finally {
      await database.asOwner(`drop owned by ${quoteIdentifier(role)}; drop role ${quoteIdentifier(role)}`);
    }
  });

  it("accepts no scope of a retired key", async () => {
    await database.asOwner("update heddle.scope_keys set retired_at = now()");
    expect(await sqlStateOf(read(sign(whole("a")), "select id from public.payments"))).toBe("HD001");
    await database.protect();
    expect(await read(sign(whole("b")), "select id from public.payments")).toEqual([[3]]);
  });
});
