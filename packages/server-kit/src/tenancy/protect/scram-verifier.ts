import { createHash, createHmac, pbkdf2Sync } from "node:crypto";

/**
 * A password as PostgreSQL stores it (RFC 5803 with SCRAM-SHA-256), so that the password itself never stands in SQL
 * and in no log of the server.
 *
 * @param salt 16 bytes
 */
export function scramVerifier(password: string, salt: Uint8Array, iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const hmac = (text: string): Buffer => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(hmac("Client Key")).digest("base64");
  const serverKey = hmac("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${Buffer.from(salt).toString("base64")}$${storedKey}:${serverKey}`;
}
