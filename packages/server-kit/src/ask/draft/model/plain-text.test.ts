import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isStorable, plainText } from "./plain-text.ts";

describe("plainText", () => {
  it.each([
    ["control characters", "a\u0000b\u001B[31mc\u0085d", "a b [31mc d"],
    ["line breaks", "one\r\n two\u2028three\t", "one two three"],
    ["marks that turn the text around", "paid\u202Eevil\u2066x\u2069", "paid evil x"],
    ["half of a surrogate pair", "a\uD83Db", "ab"],
  ])("takes out %s", (_name, text, expected) => {
    expect(plainText(text, 100)).toBe(expected);
  });

  it("keeps what people write", () => {
    const text = "Umsätze für Nairobi <b>2026</b> – 👩‍💻 العربية";
    expect(plainText(text, 100)).toBe(text);
  });

  it("cuts between characters", () => {
    expect(plainText("💶💶💶💶", 3)).toBe("💶💶…");
    expect(plainText("💶💶💶", 3)).toBe("💶💶💶");
  });

  it("never gives more than the limit, nor anything unprintable", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const plain = plainText(text, limit);
        expect([...plain].length).toBeLessThanOrEqual(limit);
        expect(plain).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
      }),
    );
  });
});

describe("isStorable", () => {
  it.each([["a\u0000b"], [["fine", "\uD800"]], [{ answer: { filters: [{ values: ["\uDC00"] }] } }]])(
    "refuses %j",
    (value) => {
      expect(isStorable(value)).toBe(false);
    },
  );

  it.each([["line\nbreak"], ["👩‍💻"], [null], [1], [{ answer: ["x", true] }]])("accepts %j", (value) => {
    expect(isStorable(value)).toBe(true);
  });
});
