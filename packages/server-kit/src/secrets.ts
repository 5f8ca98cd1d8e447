import { hkdfSync } from "node:crypto";

/** What is derived from the one secret of a host. Each is useless for finding another or the secret. */
export interface DerivedKeys {
  /** Signs tenant scopes. Its id changes with the secret, so that signatures of before are told apart. */
  readonly scopeKey: { readonly id: string; readonly secret: Uint8Array };
  /** Of the login role that runs tenants' queries. */
  readonly readerPassword: string;
  /** 32 bytes: encrypts signing keys where they are stored. */
  readonly keyEncryptionKey: Uint8Array;
}

/**
 * All keys of a host from its secret, by HKDF with SHA-256 (RFC 5869), one label a purpose.
 *
 * @param secret 32 random bytes or more, base64url: `HEDDLE_SECRET`
 */
export function deriveKeys(secret: string): DerivedKeys {
  const material = Buffer.from(secret, "base64url");
  if (material.length < 32) throw new RangeError("A secret has at least 32 bytes.");
  const derive = (label: string, bytes: number) => Buffer.from(hkdfSync("sha256", material, "heddle", label, bytes));
  return {
    scopeKey: { id: derive("scope key id", 6).toString("base64url"), secret: derive("scope key", 32) },
    readerPassword: derive("reader password", 32).toString("base64url"),
    keyEncryptionKey: derive("key encryption key", 32),
  };
}
