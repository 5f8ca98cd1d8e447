import { afterAll, beforeAll, expect, it } from "vitest";
import { createAuth, requestWith, type Auth } from "./testing/auth-fixture.ts";

let auth: Auth;
beforeAll(async () => {
  auth = await createAuth();
});
afterAll(() => auth.close());

it("speaks for its partner, for all merchants, without pages", async () => {
  const { id, key, prefix } = await auth.apiKeys.create({ partnerId: "prt_a", name: "Portal" });
  expect(key).toMatch(/^hk_[\w-]{43}$/);
  expect(key.startsWith(prefix)).toBe(true);
  const identity = await auth.authenticate(requestWith(key));
  expect(identity).toMatchObject({
    kind: "service",
    id,
    scope: { partnerId: "prt_a", merchantIds: "all" },
    origins: null,
  });
  expect([...identity.permissions].toSorted()).toEqual(["ask", "edit", "embed:create", "export", "view"]);
});

it("is nowhere stored", async () => {
  const { key } = await auth.apiKeys.create({ partnerId: "prt_a", name: "Portal" });
  const rows = await auth.database.selectFrom("api_keys").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(key);
});

it("has only the permissions it was given, and none that are not known", async () => {
  const { id, key } = await auth.apiKeys.create({ partnerId: "prt_a", name: "Portal", permissions: ["view"] });
  await auth.database
    .updateTable("api_keys")
    .set({ permissions: ["view", "everything"] })
    .where("id", "=", id)
    .execute();
  expect([...(await auth.apiKeys.verify(key)).permissions]).toEqual(["view"]);
});

it("ends when it is revoked, once", async () => {
  const { id, key } = await auth.apiKeys.create({ partnerId: "prt_a", name: "Portal" });
  expect(await auth.apiKeys.revoke(id)).toBe(true);
  expect(await auth.apiKeys.revoke(id)).toBe(false);
  expect(await auth.apiKeys.revoke("key_none")).toBe(false);
  await expect(auth.apiKeys.verify(key)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

it("ends when it expires", async () => {
  const expiresAt = new Date(auth.clock.now().getTime() + 60_000);
  const { key } = await auth.apiKeys.create({ partnerId: "prt_a", name: "Portal", expiresAt });
  await auth.apiKeys.verify(key);
  auth.clock.pass(60);
  await expect(auth.apiKeys.verify(key)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

it("says when it was last used, to the minute", async () => {
  const { id, key } = await auth.apiKeys.create({ partnerId: "prt_a", name: "Portal" });
  const lastUsed = async () =>
    (await auth.database.selectFrom("api_keys").select("last_used_at").where("id", "=", id).executeTakeFirst())
      ?.last_used_at;
  expect(await lastUsed()).toBeNull();
  await auth.apiKeys.verify(key);
  const first = await lastUsed();
  expect(first).toEqual(auth.clock.now());
  auth.clock.pass(30);
  await auth.apiKeys.verify(key);
  expect(await lastUsed()).toEqual(first);
  auth.clock.pass(31);
  await auth.apiKeys.verify(key);
  expect(await lastUsed()).toEqual(auth.clock.now());
});

it.each(["hk_", `hk_${"a".repeat(43)}`, `hk_${"a".repeat(44)}`, "hk_' or 1=1--"])("refuses %j", async (key) => {
  await expect(auth.apiKeys.verify(key)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

it("refuses requests without a bearer, saying what to send", async () => {
  await expect(auth.authenticate(requestWith(null))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  const basic = requestWith(null, { authorization: "Basic aGs6aGs=" });
  await expect(auth.authenticate(basic)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});
