import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { createDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import type { Database } from "../../db/tables.ts";
import { createTestDatabase } from "../../testing/postgres.ts";
import { createApiKeys } from "../api-keys.ts";
import { createAuthenticate } from "../authenticate.ts";
import { createEmbedSessions } from "../embed-sessions.ts";
import { createSigningKeys } from "../signing-keys.ts";

export const issuer = "heddle:test";
export const keyEncryptionKey = randomBytes(32);

/** Merchants by partner. */
export const merchants = new Map([
  ["prt_a", ["mer_a1", "mer_a2"]],
  ["prt_b", ["mer_b1"]],
  ["prt_many", Array.from({ length: 400 }, (_, index) => `mer_${String(index).padStart(26, "0")}`)],
]);

/** A clock that a test moves. */
export function createClock(start = "2026-05-05T12:00:00.000Z") {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

/** All of auth over a database of its own. */
export async function createAuth() {
  const place = await createTestDatabase();
  const database: Kysely<Database> = createDatabase(place.url);
  await migrate(database);
  const clock = createClock();
  const { now } = clock;
  const apiKeys = createApiKeys(database, now);
  const signingKeys = createSigningKeys({ database, keyEncryptionKey, now });
  const merchantsOf = async (partnerId: string, ids: readonly string[]) =>
    ids.filter((id) => merchants.get(partnerId)?.includes(id));
  const embedSessions = createEmbedSessions({ database, signingKeys, issuer, merchantsOf, now });
  return {
    database,
    clock,
    apiKeys,
    signingKeys,
    embedSessions,
    authenticate: createAuthenticate({ apiKeys, embedSessions }),
    /** Takes the database away while the pool goes on. */
    drop: () => place.drop(),
    async close() {
      await database.destroy();
      await place.drop();
    },
  };
}
export type Auth = Awaited<ReturnType<typeof createAuth>>;

export function requestWith(credential: string | null, headers: Record<string, string> = {}): Request {
  const authorization: Record<string, string> = credential === null ? {} : { authorization: `Bearer ${credential}` };
  return new Request("http://heddle.test/v1/ask", { method: "POST", headers: { ...authorization, ...headers } });
}
