import type { AskEvent, StageName } from "@heddle/sdk/contract";

/** Runs one stage: says that it started, then that it is done or failed, and notes how long it took. */
export async function* stage<T>(
  name: StageName,
  attempt: number,
  timings: { stage: StageName; ms: number }[],
  work: () => T | Promise<T>,
): AsyncGenerator<AskEvent, T> {
  yield { type: "stage", stage: name, status: "started", attempt, ms: null };
  const started = performance.now();
  const elapsed = (): number => Math.round((performance.now() - started) * 1000) / 1000;
  try {
    const result = await work();
    const ms = elapsed();
    timings.push({ stage: name, ms });
    yield { type: "stage", stage: name, status: "done", attempt, ms };
    return result;
  } catch (error) {
    const ms = elapsed();
    timings.push({ stage: name, ms });
    yield { type: "stage", stage: name, status: "failed", attempt, ms };
    throw error;
  }
}
