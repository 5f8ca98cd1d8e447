import { createHmac } from "node:crypto";
import type { TenantScope } from "./tenant-scope.ts";

/** A key that signs tenant scopes; the database holds the same one where its reader cannot see it. */
export interface ScopeKey {
  /** Letters, digits, `_` and `-`. */
  readonly id: string;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
}

/**
 * The scope as a token that the database can check: `<key id>.<claims, base64>.<HMAC-SHA256, hex>`. It is set for one
 * transaction and read by `heddle.scope()`; without the key nobody can make one for another tenant.
 *
 * @param options.now instant of signing
 * @param options.lifetimeSeconds how long the database takes it. @default 300
 */
export function signScope(scope: TenantScope, key: ScopeKey, options: { now: Date; lifetimeSeconds?: number }): string {
  const expires = Math.floor(options.now.getTime() / 1000) + (options.lifetimeSeconds ?? 300);
  const claims = JSON.stringify({ partner: scope.partnerId, merchants: scope.merchantIds, expires });
  const payload = `${key.id}.${Buffer.from(claims, "utf8").toString("base64")}`;
  return `${payload}.${createHmac("sha256", key.secret).update(payload).digest("hex")}`;
}

/**
 * The two halves of an HMAC-SHA256 key after RFC 2104: the key, padded with zeros to the 64 bytes of a block, exclusive-or
 * 0x36 and 0x5c. With them the database computes HMAC by `sha256` alone, without an extension.
 */
export function hmacHalves(secret: Uint8Array): { inner: Buffer; outer: Buffer } {
  if (secret.length > 64) throw new RangeError("A scope key has at most 64 bytes.");
  const block = Buffer.alloc(64);
  block.set(secret);
  return { inner: Buffer.from(block.map((byte) => byte ^ 0x36)), outer: Buffer.from(block.map((byte) => byte ^ 0x5c)) };
}
