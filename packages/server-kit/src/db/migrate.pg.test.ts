import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/postgres.ts";
import { createDatabase } from "./database.ts";
import { newId } from "./ids.ts";
import { migrate } from "./migrate.ts";
import type { Database } from "./tables.ts";

let place: TestDatabase;
let database: Kysely<Database>;

beforeEach(async () => {
  place = await createTestDatabase();
  database = createDatabase(place.url);
});
afterEach(async () => {
  await database.destroy();
  await place.drop();
});

const key = {
  partner_id: "prt_1",
  name: "Portal",
  prefix: "hk_abc",
  hash: "0".repeat(64),
  permissions: ["embed"],
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
};

test("a second time there is nothing to do", async () => {
  expect(await migrate(database)).toEqual(["0001-keys-and-sessions"]);
  expect(await migrate(database)).toEqual([]);
});

test("processes that migrate at once take turns", async () => {
  const others = [createDatabase(place.url), createDatabase(place.url), createDatabase(place.url)];
  const applied = await Promise.all([database, ...others].map((one) => migrate(one)));
  expect(applied.flat()).toEqual(["0001-keys-and-sessions"]);
  await Promise.all(others.map((one) => one.destroy()));
});

test("what fails halfway leaves nothing, and says why", async () => {
  await sql`create schema heddle_platform; create table heddle_platform.signing_keys (mine integer)`.execute(database);
  await expect(migrate(database)).rejects.toMatchObject({ code: "42P07" });
  const { rows } =
    await sql`select relname from pg_class where relnamespace = 'heddle_platform'::regnamespace and relkind = 'r'`.execute(
      database,
    );
  expect(rows).toEqual([{ relname: "signing_keys" }]);
  // No lock is left behind either: with the obstacle gone it goes on.
  await sql`drop table heddle_platform.signing_keys`.execute(database);
  expect(await migrate(createDatabase(place.url))).toHaveLength(1);
});

test("rows come back as they went in", async () => {
  await migrate(database);
  const id = newId("key");
  const session = {
    id: newId("ems"),
    partner_id: "prt_1",
    merchant_ids: ["mer_1", "mer_2"],
    permissions: ["view"],
    origins: null,
  };
  const expiry = new Date("2026-11-21T12:10:00.123Z");
  await database
    .insertInto("api_keys")
    .values({ id, ...key })
    .execute();
  await database
    .insertInto("embed_sessions")
    .values({ ...session, viewer_id: null, api_key_id: id, expires_at: expiry, revoked_at: null })
    .execute();
  await database
    .insertInto("signing_keys")
    .values({ kid: newId("sgk"), public_jwk: JSON.stringify({ kty: "EC" }), private_jwk: "x", retired_at: null })
    .execute();
  expect(await database.selectFrom("embed_sessions").selectAll().executeTakeFirst()).toMatchObject({
    ...session,
    expires_at: expiry,
  });
  expect(await database.selectFrom("signing_keys").select("public_jwk").executeTakeFirst()).toEqual({
    public_jwk: { kty: "EC" },
  });
});

test.each([
  ["the same hash twice", { hash: "0".repeat(64) }, "23505"],
  ["a hash that is none", { hash: "hk_secret" }, "23514"],
  ["a key that may do nothing", { hash: "1".repeat(64), permissions: [] }, "23514"],
])("the database refuses %s", async (_, change, code) => {
  await migrate(database);
  await database
    .insertInto("api_keys")
    .values({ id: newId("key"), ...key })
    .execute();
  const second = database.insertInto("api_keys").values({ id: newId("key"), ...key, ...change });
  await expect(second.execute()).rejects.toMatchObject({ code });
});

test("every table has a comment", async () => {
  await migrate(database);
  const { rows } = await sql<{ relname: string }>`
    select relname from pg_class where relnamespace = 'heddle_platform'::regnamespace and relkind = 'r'
    and relname not like 'migrations%' and obj_description(oid) is null`.execute(database);
  expect(rows).toEqual([]);
});
