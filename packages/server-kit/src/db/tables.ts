import type { Generated, JSONColumnType } from "kysely";

/** The key with which a partner's backend speaks for the partner. */
export interface ApiKeysTable {
  /** `key_...` */
  id: string;
  partner_id: string;
  name: string;
  /** The beginning of the key, by which people tell keys apart. */
  prefix: string;
  /** SHA-256 of the whole key, hexadecimal. */
  hash: string;
  permissions: string[];
  created_at: Generated<Date>;
  /** `null`: never. */
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

/** One viewer's leave to see a part of a partner's data for a while. */
export interface EmbedSessionsTable {
  /** `ems_...` */
  id: string;
  partner_id: string;
  /** `null`: all merchants of the partner. */
  merchant_ids: string[] | null;
  permissions: string[];
  /** `null`: any page. */
  origins: string[] | null;
  /** The partner's own id of the person looking. */
  viewer_id: string | null;
  /** The key that asked for it; revoking the key ends the session. */
  api_key_id: string;
  created_at: Generated<Date>;
  expires_at: Date;
  revoked_at: Date | null;
}

/** A key pair that signs tokens. */
export interface SigningKeysTable {
  kid: string;
  /** RFC 7517. */
  public_jwk: JSONColumnType<Record<string, unknown>>;
  /** Encrypted with the key encryption key; see `deriveKeys`. */
  private_jwk: string;
  created_at: Generated<Date>;
  /** From when on it signs nothing new; tokens it signed are still taken until they expire. */
  retired_at: Date | null;
}

/** The tables of the platform, all in the schema `heddle_platform`. */
export interface Database {
  api_keys: ApiKeysTable;
  embed_sessions: EmbedSessionsTable;
  signing_keys: SigningKeysTable;
}
