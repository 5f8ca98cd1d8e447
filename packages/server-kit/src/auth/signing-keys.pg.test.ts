import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createSigningKeys } from "./signing-keys.ts";
import { createAuth, keyEncryptionKey, type Auth } from "./testing/auth-fixture.ts";

let auth: Auth;
beforeEach(async () => {
  auth = await createAuth();
});
afterEach(() => auth.close());

const another = (key: Uint8Array = keyEncryptionKey) =>
  createSigningKeys({ database: auth.database, keyEncryptionKey: key, now: auth.clock.now });

it("is made once, however many servers start", async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => another().current()));
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
  expect(await auth.database.selectFrom("signing_keys").select("kid").execute()).toHaveLength(1);
});

it("is stored encrypted", async () => {
  const { privateKey } = await auth.signingKeys.current();
  const secret = privateKey.export({ format: "jwk" }).d!;
  const rows = await auth.database.selectFrom("signing_keys").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(rows[0]!.public_jwk).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig" });
});

it("is not replaced where the secret has changed, but said", async () => {
  await auth.signingKeys.current();
  await expect(another(randomBytes(32)).current()).rejects.toMatchObject({ code: "SIGNING_KEY_UNREADABLE" });
});

it("is not taken from another row", async () => {
  const { kid } = await auth.signingKeys.current();
  await auth.database.updateTable("signing_keys").set({ kid: "sgk_moved" }).where("kid", "=", kid).execute();
  await expect(another().current()).rejects.toMatchObject({ code: "SIGNING_KEY_UNREADABLE" });
});

it("goes on with a new one where the old one was retired, and still finds the old one", async () => {
  const { kid } = await auth.signingKeys.current();
  await auth.database.updateTable("signing_keys").set({ retired_at: auth.clock.now() }).execute();
  const server = another();
  const next = await server.current();
  expect(next.kid).not.toBe(kid);
  expect((await server.find(kid))?.kid).toBe(kid);
});

it("is found by a server that started before it was made, but not asked for on every try", async () => {
  const early = another();
  expect(await early.find("sgk_none")).toBeNull();
  const { kid } = await another().current();
  expect(await early.find(kid)).toBeNull();
  auth.clock.pass(11);
  expect((await early.find(kid))?.kid).toBe(kid);
});
