import { setTimeout as delay } from "node:timers/promises";
import { CallFailure } from "./call-failure.ts";

/** Time and chance, passed in so that tests need not wait. */
export interface Pace {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** 0 <= x < 1. */
  random(): number;
}

export const realPace: Pace = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
  random: () => Math.random(),
};

const retries = 2;
const firstBackoffMs = 500;
/** Spreads callers that were all told the same Retry-After. */
const retryAfterSpreadMs = 250;

/**
 * Runs `attempt` and repeats it, at most twice, after a `CallFailure` that may pass. Waits as long as the server asked
 * for (`Retry-After`), else with exponential backoff and full jitter (M. Brooker, "Exponential Backoff And Jitter",
 * AWS Architecture Blog, 2015). Does not begin a wait that would end after `deadline`: it fails then and there.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { pace, deadline, signal }: { pace: Pace; deadline: number; signal: AbortSignal },
): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof CallFailure) || !error.retryable || retry === retries) throw error;
      const wait = waitBefore(retry, error.retryAfterMs, pace.random());
      if (pace.now() + wait >= deadline) throw error;
      await pace.sleep(wait, signal);
    }
  }
}

function waitBefore(retry: number, retryAfterMs: number | undefined, random: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs + random * retryAfterSpreadMs;
  return random * firstBackoffMs * 2 ** retry;
}
