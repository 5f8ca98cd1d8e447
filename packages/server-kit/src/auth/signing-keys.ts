import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/tables.ts";
import { newId } from "../db/ids.ts";
import { SetupError } from "../setup-error.ts";
import { seal, unseal } from "./sealed-text.ts";

/** A key pair for ES256: ECDSA over P-256 with SHA-256 (RFC 7518, section 3.4). */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Signs nothing new, but what it signed still counts. */
  readonly retired: boolean;
}

export interface SigningKeys {
  /** The key to sign with; made where there is none. Throws `SetupError` where the stored one cannot be read. */
  current(): Promise<SigningKey>;
  /** A key of our own by its id. */
  find(kid: string): Promise<SigningKey | null>;
}

interface SigningKeyOptions {
  readonly database: Kysely<Database>;
  /** 32 bytes; see `deriveKeys`. */
  readonly keyEncryptionKey: Uint8Array;
  readonly now: () => Date;
}

/** Another server may have made a key since ours were read; ids that nobody has must not cost a query each. */
const rereadAfter = 10_000;

/**
 * The key pairs of this host, stored encrypted. Public keys are taken from the decrypted private ones and from nowhere
 * else, so that no key counts that was not made here.
 */
export function createSigningKeys({ database, keyEncryptionKey, now }: SigningKeyOptions): SigningKeys {
  let known = new Map<string, SigningKey>();
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(from: Kysely<Database> | Transaction<Database>): Promise<void> {
    readAt = now().getTime();
    const rows = await from
      .selectFrom("signing_keys")
      .selectAll()
      .orderBy("created_at", "desc")
      .orderBy("kid")
      .execute();
    known = new Map(rows.flatMap((row) => openRow(row, keyEncryptionKey)).map((key) => [key.kid, key]));
  }

  const active = () => [...known.values()].find((key) => !key.retired);

  return {
    async current() {
      if (active() === undefined) await read(database);
      // Servers that start at once take turns, and all but the first find its key.
      if (active() === undefined) {
        await database.transaction().execute(async (transaction) => {
          await sql`select pg_advisory_xact_lock(hashtextextended('heddle signing keys', 0))`.execute(transaction);
          await read(transaction);
          if (active() === undefined) await insertKey(transaction, keyEncryptionKey, now());
          await read(transaction);
        });
      }
      const key = active();
      if (key === undefined) throw new Error("A signing key was made and is not there.");
      return key;
    },

    async find(kid) {
      if (!known.has(kid) && now().getTime() - readAt > rereadAfter) await read(database);
      return known.get(kid) ?? null;
    },
  };
}

interface StoredKey {
  kid: string;
  private_jwk: string;
  retired_at: Date | null;
}

/** One key, or none for a retired one that cannot be read any more: what it signed has expired or is refused. */
function openRow({ kid, private_jwk, retired_at }: StoredKey, keyEncryptionKey: Uint8Array): SigningKey[] {
  const retired = retired_at !== null;
  try {
    const jwk = JSON.parse(unseal(private_jwk, keyEncryptionKey, kid)) as JsonWebKey;
    const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
    return [{ kid, privateKey, publicKey: createPublicKey(privateKey), retired }];
  } catch {
    if (retired) return [];
    // The cause could quote the key, so it is not passed on.
    throw new SetupError("SIGNING_KEY_UNREADABLE", `The signing key ${kid} cannot be decrypted.`, {
      hint: "Start with the secret it was made with, or set its retired_at in heddle_platform.signing_keys to go on with a new one.",
    });
  }
}

async function insertKey(database: Transaction<Database>, keyEncryptionKey: Uint8Array, time: Date): Promise<void> {
  const kid = newId("sgk");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicJwk = { ...publicKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" };
  const privateJwk = seal(JSON.stringify(privateKey.export({ format: "jwk" })), keyEncryptionKey, kid);
  await database
    .insertInto("signing_keys")
    .values({ kid, public_jwk: JSON.stringify(publicJwk), private_jwk: privateJwk, created_at: time, retired_at: null })
    .execute();
}
