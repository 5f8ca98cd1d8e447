import { describe, expect, it } from "vitest";
import { redact } from "./call-failure.ts";

describe("redact", () => {
  it.each([
    ["the secret as it is", "key secret+value= refused", "key [redacted] refused"],
    ["what looks like a key of OpenAI", "provided: sk-proj-abc***wxyz.", "provided: [redacted]"],
    ["what looks like a key of ours", "hk_0123456789abcdef", "[redacted]"],
    ["a bearer token", "Authorization: Bearer abc.def", "Authorization: [redacted]"],
    ["nothing else", "The model `gpt-x` does not exist", "The model `gpt-x` does not exist"],
  ])("takes out %s", (_name, text, expected) => {
    expect(redact(text, ["secret+value=", ""])).toBe(expected);
  });

  it("cuts long texts, after taking secrets out", () => {
    expect(redact(`${"x".repeat(295)}secret-at-the-edge`, ["secret-at-the-edge"])).toBe(`${"x".repeat(295)}[reda`);
  });
});
