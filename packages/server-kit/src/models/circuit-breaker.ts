import { HeddleError } from "../errors.ts";

export interface CircuitBreakerOptions {
  /** Calls that have to fail in a row before it opens. @default 5 */
  failures?: number;
  /** Milliseconds it stays open before one call may try again. @default 30000 */
  pauseMs?: number;
}

interface CircuitBreaker {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Stops calling a model that is down, so that asks fail at once instead of each waiting out its time.
 * Closed, open, half-open after M. Nygard, "Release It!", 2nd edition (2018), chapter 5.
 * While open, `run` rejects with `LLM_UNAVAILABLE`. `now` gives milliseconds.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions, now: () => number): CircuitBreaker {
  const { failures = 5, pauseMs = 30_000 } = options;
  let failedInARow = 0;
  let openUntil = 0;
  let trialRuns = false;

  function admit(): boolean {
    if (failedInARow < failures) return false;
    const wait = openUntil - now();
    if (wait > 0 || trialRuns) throw pausedError(Math.max(wait, 1000));
    return true;
  }

  function settle(error: unknown): void {
    if (!isModelFailure(error)) return;
    failedInARow += 1;
    if (failedInARow >= failures) openUntil = now() + pauseMs;
  }

  return {
    async run(work) {
      const trial = admit();
      if (trial) trialRuns = true;
      try {
        const result = await work();
        failedInARow = 0;
        return result;
      } catch (error) {
        settle(error);
        throw error;
      } finally {
        if (trial) trialRuns = false;
      }
    },
  };
}

/** A caller who gave up says nothing about the model. */
function isModelFailure(error: unknown): boolean {
  return error instanceof HeddleError && (error.code === "LLM_TIMEOUT" || error.code === "LLM_UNAVAILABLE");
}

function pausedError(waitMs: number): HeddleError {
  return new HeddleError(
    "LLM_UNAVAILABLE",
    "The language model failed several times in a row and is not asked for now.",
    {
      hint: `Try again in ${Math.ceil(waitMs / 1000)} s.`,
    },
  );
}
