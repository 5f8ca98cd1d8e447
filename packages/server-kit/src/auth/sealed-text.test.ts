import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seal, unseal } from "./sealed-text.ts";

const key = randomBytes(32);

describe("seal", () => {
  it("comes back with the same key and context", () => {
    expect(unseal(seal("détour 🧵", key, "a"), key, "a")).toBe("détour 🧵");
    expect(unseal(seal("", key, "a"), key, "a")).toBe("");
  });

  it("is another each time and shows nothing", () => {
    expect(seal("secret", key, "a")).not.toBe(seal("secret", key, "a"));
    expect(seal("secret", key, "a")).not.toContain("secret");
  });

  it("does not open with another key or in another place", () => {
    expect(() => unseal(seal("x", key, "a"), randomBytes(32), "a")).toThrow("authenticate");
    expect(() => unseal(seal("x", key, "a"), key, "b")).toThrow("authenticate");
  });

  it("does not open with any byte changed", () => {
    const sealed = Buffer.from(seal("x", key, "a").slice(3), "base64url");
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index]! ^= 1;
      expect(() => unseal(`v1.${changed.toString("base64url")}`, key, "a")).toThrow("authenticate");
    }
  });

  it.each(["", "v1.", "v1.AAAA", "v2.AAAA", "x"])("does not open %j", (text) => {
    expect(() => unseal(text, key, "a")).toThrow("no sealed text");
  });
});
