import { describe, expect, it } from "vitest";
import { HeddleError } from "../errors.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";

const down = async () => {
  throw new HeddleError("LLM_UNAVAILABLE", "down");
};
const cancelled = async () => {
  throw new HeddleError("QUERY_CANCELLED", "cancelled");
};
const up = async () => "up";

function open(failures = 2) {
  let time = 0;
  const breaker = createCircuitBreaker({ failures, pauseMs: 100 }, () => time);
  const outcome = (work: () => Promise<unknown>) =>
    breaker.run(work).catch((error: unknown) => (error as Error).message);
  return { outcome, breaker, advance: (milliseconds: number) => void (time += milliseconds) };
}

const paused = "The language model failed several times in a row and is not asked for now.";

describe("createCircuitBreaker", () => {
  it("counts failures in a row only", async () => {
    const { outcome } = open();
    await outcome(down);
    await outcome(up);
    await outcome(down);
    expect(await outcome(up)).toBe("up");
  });

  it("does not count callers who gave up, nor faults of our own", async () => {
    const { outcome } = open(1);
    await outcome(cancelled);
    await outcome(async () => {
      throw new TypeError("ours");
    });
    expect(await outcome(up)).toBe("up");
  });

  it("lets one call through after the pause while others still wait", async () => {
    const { outcome, breaker, advance } = open(1);
    await outcome(down);
    expect(await outcome(up)).toBe(paused);
    advance(100);
    const trial = Promise.withResolvers<string>();
    const running = breaker.run(() => trial.promise);
    expect(await outcome(up)).toBe(paused);
    trial.resolve("up");
    await running;
    expect(await outcome(up)).toBe("up");
  });

  it("opens again when the trial fails, and allows another when it was cancelled", async () => {
    const { outcome, advance } = open(1);
    await outcome(down);
    advance(100);
    expect(await outcome(down)).toBe("down");
    expect(await outcome(up)).toBe(paused);
    advance(100);
    expect(await outcome(cancelled)).toBe("cancelled");
    expect(await outcome(up)).toBe("up");
  });
});
