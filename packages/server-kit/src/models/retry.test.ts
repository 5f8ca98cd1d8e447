import { describe, expect, it } from "vitest";
import { CallFailure } from "./call-failure.ts";
import { realPace, withRetries } from "./retry.ts";

describe("withRetries", () => {
  it("does not wait on when it is aborted", async () => {
    const controller = new AbortController();
    const attempt = async () => {
      setImmediate(() => controller.abort());
      throw new CallFailure("busy", { retryAfterMs: 60_000 });
    };
    const options = { pace: realPace, deadline: Number.POSITIVE_INFINITY, signal: controller.signal };
    await expect(withRetries(attempt, options)).rejects.toMatchObject({ name: "AbortError" });
  });

  it("does not repeat what is not a failed call", async () => {
    let attempts = 0;
    const attempt = async () => {
      attempts += 1;
      throw new TypeError("ours");
    };
    const options = { pace: realPace, deadline: Number.POSITIVE_INFINITY, signal: new AbortController().signal };
    await expect(withRetries(attempt, options)).rejects.toBeInstanceOf(TypeError);
    expect(attempts).toBe(1);
  });
});
