import { hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { deriveKeys } from "./secrets.ts";

const secret = Buffer.alloc(32, 7).toString("base64url");

test("the same secret gives the same keys, another one others", () => {
  expect(deriveKeys(secret)).toEqual(deriveKeys(secret));
  const other = deriveKeys(Buffer.alloc(32, 8).toString("base64url"));
  const keys = deriveKeys(secret);
  expect(other.scopeKey.id).not.toBe(keys.scopeKey.id);
  expect(other.readerPassword).not.toBe(keys.readerPassword);
  expect(keys.scopeKey.secret).not.toEqual(keys.keyEncryptionKey);
});

test("keys are HKDF-SHA256 with a label each, so that any program can derive them", () => {
  const expected = Buffer.from(hkdfSync("sha256", Buffer.alloc(32, 7), "heddle", "scope key", 32));
  expect(deriveKeys(secret).scopeKey.secret).toEqual(expected);
});

test("a short secret is refused without being told", () => {
  expect(() => deriveKeys("aHVudGVyMg")).toThrow(new RangeError("A secret has at least 32 bytes."));
});
