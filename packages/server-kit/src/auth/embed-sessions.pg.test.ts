import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmbedSessionRequest } from "@heddle/sdk/contract";
import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Identity } from "./identity.ts";
import { createAuth, issuer, merchants, requestWith, type Auth } from "./testing/auth-fixture.ts";

let auth: Auth;
let service: Identity;
let foreign: Identity;
beforeAll(async () => {
  auth = await createAuth();
  service = await auth.apiKeys.verify((await auth.apiKeys.create({ partnerId: "prt_a", name: "A" })).key);
  foreign = await auth.apiKeys.verify((await auth.apiKeys.create({ partnerId: "prt_b", name: "B" })).key);
});
afterAll(() => auth.close());

function mint(request: Partial<EmbedSessionRequest> = {}, minter = service) {
  return auth.embedSessions.mint(minter, {
    merchantIds: "all",
    permissions: ["view", "ask"],
    expiresIn: 600,
    ...request,
  });
}

function authenticate(token: string, headers?: Record<string, string>): Promise<Identity> {
  return auth.authenticate(requestWith(token, headers));
}

const unauthenticated = { code: "UNAUTHENTICATED" };

/** A token as ours would be, but for what is given. */
async function forge(header: Record<string, unknown> = {}, claims: Record<string, unknown> = {}): Promise<string> {
  const { kid, privateKey } = await auth.signingKeys.current();
  const { token } = await mint();
  return new SignJWT({ ...decodeJwt(token), ...claims })
    .setProtectedHeader({ alg: "ES256", typ: "heddle-embed+jwt", kid, ...header })
    .sign(privateKey);
}

describe("mint", () => {
  it("gives a viewer a part of the partner's data", async () => {
    const { id, token, expiresAt } = await mint({ merchantIds: ["mer_a2", "mer_a2"], permissions: ["view"] });
    expect(Date.parse(expiresAt)).toBe(auth.clock.now().getTime() + 600_000);
    const identity = await authenticate(token);
    expect(identity).toMatchObject({
      kind: "viewer",
      id,
      scope: { partnerId: "prt_a", merchantIds: ["mer_a2"] },
      origins: null,
    });
    expect([...identity.permissions]).toEqual(["view"]);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "ES256", typ: "heddle-embed+jwt" });
    expect(decodeJwt(token)).toMatchObject({ iss: issuer, aud: "heddle:embed", sub: id, partner: "prt_a" });
  });

  it("writes the session down", async () => {
    const { id } = await mint({ viewerId: "person-7", origins: ["https://Portal.example:443"] });
    const row = await auth.database.selectFrom("embed_sessions").selectAll().where("id", "=", id).executeTakeFirst();
    expect(row).toMatchObject({
      partner_id: "prt_a",
      merchant_ids: null,
      viewer_id: "person-7",
      origins: ["https://portal.example"],
    });
  });

  it("29: refuses another partner's merchant like one that is not known", async () => {
    const refusals = await Promise.all(
      ["mer_b1", "mer_none"].map((id) => mint({ merchantIds: ["mer_a1", id] }).catch((error: unknown) => error)),
    );
    expect(refusals[0]).toMatchObject({ code: "FORBIDDEN", errors: [{ path: "/merchantIds/1" }] });
    expect(refusals[1]).toEqual(refusals[0]);
    const sessions = await auth.database.selectFrom("embed_sessions").selectAll().execute();
    expect(JSON.stringify(sessions)).not.toContain("mer_b1");
  });

  it("gives away no permission that the key has not", async () => {
    const { key } = await auth.apiKeys.create({
      partnerId: "prt_a",
      name: "Narrow",
      permissions: ["embed:create", "view"],
    });
    const narrow = await auth.apiKeys.verify(key);
    await expect(mint({ permissions: ["view", "ask"] }, narrow)).rejects.toMatchObject({
      code: "FORBIDDEN",
      errors: [{ path: "/permissions/1" }],
    });
  });

  it("is for services only", async () => {
    const viewer = await authenticate((await mint()).token);
    await expect(mint({}, viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("30: refuses a life above the cap", async () => {
    await expect(mint({ expiresIn: 3601 })).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
  });

  it("refuses more merchants than a header holds", async () => {
    const { key } = await auth.apiKeys.create({ partnerId: "prt_many", name: "Many" });
    const minter = await auth.apiKeys.verify(key);
    const merchantIds = merchants.get("prt_many")!;
    await expect(mint({ merchantIds }, minter)).rejects.toMatchObject({
      code: "VALIDATION_FAILED",
      errors: [{ path: "/merchantIds" }],
    });
    await expect(mint({ merchantIds: merchantIds.slice(0, 100) }, minter)).resolves.toBeDefined();
  });
});

describe("verify", () => {
  it("25: takes a clock that is 60 s off, not one that is 10 minutes off, and says so", async () => {
    const { token } = await mint({ expiresIn: 60 });
    auth.clock.pass(-60);
    await expect(authenticate(token)).resolves.toBeDefined();
    auth.clock.pass(-540);
    await expect(authenticate(token)).rejects.toMatchObject({
      ...unauthenticated,
      hint: expect.stringContaining("clocks") as string,
    });
    auth.clock.pass(600 + 60 + 59);
    await expect(authenticate(token)).resolves.toBeDefined();
    auth.clock.pass(2);
    await expect(authenticate(token)).rejects.toMatchObject({
      code: "TOKEN_EXPIRED",
      hint: expect.stringContaining("clocks") as string,
    });
  });

  it("takes our own forgery, so that those below are refused for what they change", async () => {
    await expect(authenticate(await forge())).resolves.toMatchObject({ scope: { partnerId: "prt_a" } });
  });

  it("26: refuses no algorithm, and HS256 with the public key", async () => {
    const { kid, publicKey } = await auth.signingKeys.current();
    const claims = decodeJwt((await mint()).token);
    const pem = new TextEncoder().encode(publicKey.export({ format: "pem", type: "spki" }).toString());
    const header = { typ: "heddle-embed+jwt", kid };
    const symmetric = await new SignJWT(claims).setProtectedHeader({ ...header, alg: "HS256" }).sign(pem);
    await expect(authenticate(symmetric)).rejects.toMatchObject(unauthenticated);
    await expect(authenticate(new UnsecuredJWT(claims).encode())).rejects.toMatchObject(unauthenticated);
    const [, payload, signature] = (await mint()).token.split(".");
    for (const alg of ["none", "HS256", "ES512", "RS256", "EdDSA", "unknown", ""]) {
      const changed = Buffer.from(JSON.stringify({ ...header, alg })).toString("base64url");
      await expect(authenticate(`${changed}.${payload}.${signature}`)).rejects.toMatchObject(unauthenticated);
      await expect(authenticate(`${changed}.${payload}.`)).rejects.toMatchObject(unauthenticated);
    }
  });

  it("27: refuses keys that a token names or brings, and calls nobody for them", async () => {
    let calls = 0;
    const elsewhere = createServer((_request, response) => {
      calls += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/jwks`;
    const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = own.publicKey.export({ format: "jwk" });
    const claims = decodeJwt((await mint()).token);
    const header = { alg: "ES256", typ: "heddle-embed+jwt" };
    const brought = [
      { jwk },
      { jku: url },
      { x5u: url },
      { x5c: ["AAAA"] },
      { jwk, kid: (await auth.signingKeys.current()).kid },
    ];
    const named = ["../../etc/passwd", "x' or '1'='1", "", "sgk_none", "__proto__"].map((kid) => ({ kid }));
    for (const extra of [...brought, ...named]) {
      const token = await new SignJWT(claims).setProtectedHeader({ ...header, ...extra }).sign(own.privateKey);
      await expect(authenticate(token)).rejects.toMatchObject(unauthenticated);
    }
    for (const extra of brought) await expect(authenticate(await forge(extra))).rejects.toMatchObject(unauthenticated);
    await new Promise((resolve) => elsewhere.close(resolve));
    expect(calls).toBe(0);
  });

  it("28: refuses tokens of another use, audience or host", async () => {
    const others = [
      forge({ typ: "JWT" }),
      forge({ typ: "at+jwt" }),
      forge({ typ: undefined }),
      forge({}, { aud: "heddle:access" }),
      forge({}, { aud: undefined }),
      forge({}, { iss: "heddle:elsewhere" }),
      forge({}, { iss: undefined }),
      forge({}, { sub: "ses_1" }),
    ];
    for (const token of await Promise.all(others))
      await expect(authenticate(token)).rejects.toMatchObject(unauthenticated);
  });

  it("30: refuses a token without an end, or without the rest of ours", async () => {
    for (const name of ["exp", "iat", "nbf", "sub", "partner", "merchants", "permissions"]) {
      await expect(authenticate(await forge({}, { [name]: undefined }))).rejects.toMatchObject(unauthenticated);
    }
    await expect(authenticate(await forge({}, { merchants: [] }))).rejects.toMatchObject(unauthenticated);
  });

  it("29: refuses claims that were changed", async () => {
    const [header, payload, signature] = (await mint()).token.split(".");
    const claims = JSON.parse(Buffer.from(payload!, "base64url").toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, partner: "prt_b" })).toString("base64url");
    await expect(authenticate(`${header}.${changed}.${signature}`)).rejects.toMatchObject(unauthenticated);
  });

  it("29: reads the partner from the token alone", async () => {
    const { token } = await mint({}, foreign);
    const identity = await authenticate(token, { "x-partner-id": "prt_a", "x-heddle-partner": "prt_a" });
    expect(identity.scope.partnerId).toBe("prt_b");
  });

  it("30: is refused on other pages than its own, and taken where no page is named", async () => {
    const { token } = await mint({ origins: ["https://portal.example"] });
    await expect(authenticate(token, { origin: "https://portal.example" })).resolves.toBeDefined();
    await expect(authenticate(token)).resolves.toBeDefined();
    for (const origin of ["https://evil.example", "http://portal.example", "https://portal.example:8443", "null"]) {
      await expect(authenticate(token, { origin })).rejects.toMatchObject({ code: "ORIGIN_NOT_ALLOWED" });
    }
  });

  it("refuses what is no token", async () => {
    for (const token of ["x", "a.b.c", "..", "eyJ".repeat(5000)]) {
      await expect(authenticate(token)).rejects.toMatchObject(unauthenticated);
    }
  });
});

describe("revoke", () => {
  it("ends a session at once here, and within 10 seconds elsewhere", async () => {
    const { id, token } = await mint();
    await authenticate(token);
    expect(await auth.embedSessions.revoke(id)).toBe(true);
    expect(await auth.embedSessions.revoke(id)).toBe(false);
    await expect(authenticate(token)).rejects.toMatchObject(unauthenticated);
  });

  it("is noticed within 10 seconds where another server ended it", async () => {
    const { id, token } = await mint();
    await authenticate(token);
    await auth.database
      .updateTable("embed_sessions")
      .set({ revoked_at: auth.clock.now() })
      .where("id", "=", id)
      .execute();
    auth.clock.pass(10);
    await expect(authenticate(token)).rejects.toMatchObject(unauthenticated);
  });

  it("comes with the revocation of the key that minted it", async () => {
    const { id: keyId, key } = await auth.apiKeys.create({ partnerId: "prt_a", name: "Leaked" });
    const { token } = await mint({}, await auth.apiKeys.verify(key));
    await auth.apiKeys.revoke(keyId);
    await expect(authenticate(token)).rejects.toMatchObject(unauthenticated);
  });
});

it("says that the database is down, and not that the token is wrong", async () => {
  const broken = await createAuth();
  try {
    const { key } = await broken.apiKeys.create({ partnerId: "prt_a", name: "A" });
    const minter = await broken.apiKeys.verify(key);
    const { token } = await broken.embedSessions.mint(minter, {
      merchantIds: "all",
      permissions: ["view"],
      expiresIn: 60,
    });
    await broken.drop();
    for (const credential of [key, token]) {
      await expect(broken.authenticate(requestWith(credential))).rejects.toMatchObject({ code: "DB_UNAVAILABLE" });
    }
  } finally {
    await broken.close();
  }
});
