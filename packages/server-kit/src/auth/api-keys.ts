import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { newId } from "../db/ids.ts";
import type { Database } from "../db/tables.ts";
import { HeddleError } from "../errors.ts";
import type { Identity, Permission } from "./identity.ts";
import { toPermissions } from "./permissions.ts";

export interface NewApiKey {
  readonly partnerId: string;
  /** What people call it. */
  readonly name: string;
  /** @default all that a partner's backend needs */
  readonly permissions?: readonly Permission[] | undefined;
  /** @default never */
  readonly expiresAt?: Date | undefined;
}

/** A key as it was made. `key` is shown this once and is nowhere stored. */
export interface CreatedApiKey {
  readonly id: string;
  readonly key: string;
  readonly prefix: string;
}

export interface ApiKeys {
  create(key: NewApiKey): Promise<CreatedApiKey>;
  /** The partner's service that holds the key. Throws `UNAUTHENTICATED` for any that is not, no longer, valid. */
  verify(key: string): Promise<Identity>;
  /** Ends a key and all embed sessions it has minted. False where there is no such key, or it was revoked before. */
  revoke(id: string): Promise<boolean>;
}

const shape = /^hk_[\w-]{43}$/;
const shownLength = "hk_".length + 8;
const backendPermissions = ["embed:create", "view", "ask", "edit", "export"] as const satisfies Permission[];
/** How exact `last_used_at` is, in milliseconds: a busy key is not written to more often. */
const useResolution = 60_000;

/** Keys with which partners' backends speak for their partner: `hk_` and 32 random bytes, stored as their SHA-256. */
export function createApiKeys(database: Kysely<Database>, now: () => Date): ApiKeys {
  return {
    async create({ partnerId, name, permissions = backendPermissions, expiresAt = null }) {
      const id = newId("key");
      const key = `hk_${randomBytes(32).toString("base64url")}`;
      const prefix = key.slice(0, shownLength);
      const row = { id, partner_id: partnerId, name, prefix, hash: hashKey(key), permissions: [...permissions] };
      const times = { created_at: now(), expires_at: expiresAt, last_used_at: null, revoked_at: null };
      await database
        .insertInto("api_keys")
        .values({ ...row, ...times })
        .execute();
      return { id, key, prefix };
    },

    async verify(key) {
      if (!shape.test(key)) throw invalidKey();
      // Looked up by its hash: how long that takes tells nothing about the key.
      const row = await database.selectFrom("api_keys").selectAll().where("hash", "=", hashKey(key)).executeTakeFirst();
      const time = now();
      if (row === undefined || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= time)) {
        throw invalidKey();
      }
      if (row.last_used_at === null || time.getTime() - row.last_used_at.getTime() > useResolution) {
        await database.updateTable("api_keys").set({ last_used_at: time }).where("id", "=", row.id).execute();
      }
      const scope = { partnerId: row.partner_id, merchantIds: "all" } as const;
      return { kind: "service", id: row.id, permissions: toPermissions(row.permissions), scope, origins: null };
    },

    async revoke(id) {
      const { numUpdatedRows } = await database
        .updateTable("api_keys")
        .set({ revoked_at: now() })
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
  };
}

function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The same for a key that never was, was revoked or has expired: a guess learns nothing. */
function invalidKey(): HeddleError {
  return new HeddleError("UNAUTHENTICATED", "This API key is not valid.", { hint: "Use a key that was not revoked." });
}
