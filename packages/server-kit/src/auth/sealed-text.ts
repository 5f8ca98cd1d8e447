import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts text with AES-256-GCM (NIST SP 800-38D) under a fresh random IV.
 *
 * @param key 32 bytes
 * @param context what the text belongs to; `unseal` needs the same, so that it cannot be moved elsewhere
 */
export function seal(text: string, key: Uint8Array, context: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${sealed.toString("base64url")}`;
}

/** The text again. Throws where the key or the context is another, or a single bit has changed. */
export function unseal(sealed: string, key: Uint8Array, context: string): string {
  const [version, body] = sealed.split(".");
  const bytes = Buffer.from(body ?? "", "base64url");
  if (version !== "v1" || bytes.length < ivBytes + tagBytes) throw new Error("This is no sealed text.");
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, "utf8") + decipher.final("utf8");
}
