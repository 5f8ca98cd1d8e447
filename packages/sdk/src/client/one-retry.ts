import { clientError, HeddleError } from "./heddle-error.ts";

/** Milliseconds to wait where the server does not say how long. */
const defaultDelay = 300;
const longestDelay = 5_000;

/**
 * Runs a request once more where the server was busy or could not be reached. Only for requests that change nothing
 * and cost little. Waits as long as the server says, up to 5 seconds, and up to half as long again, so that the widgets
 * of a page do not come back all at once.
 */
export async function withOneRetry<T>(
  attempt: () => Promise<T>,
  correlationId: string,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof HeddleError) || !mayPass(error)) throw error;
    const delay = Math.min(error.retryAfterMs ?? defaultDelay, longestDelay);
    await pause(delay * (1 + Math.random() / 2), signal);
    if (signal?.aborted) {
      const detail = "The request was stopped before it was answered.";
      throw clientError("ABORTED", { detail, correlationId, cause: error });
    }
    return attempt();
  }
}

function mayPass({ code, problem }: HeddleError): boolean {
  return code === "NETWORK_FAILED" || problem.status === 502 || problem.status === 503;
}

/** Ends early when the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end);
  });
}
