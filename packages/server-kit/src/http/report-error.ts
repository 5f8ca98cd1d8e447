import { problemKinds } from "@heddle/sdk/contract";
import { HeddleError } from "../errors.ts";
import type { Log } from "./log.ts";

/**
 * Writes what the caller is not told: the cause. What is the caller's own doing (status 400 to 499) is told in the line
 * of the request alone.
 */
export function reportError(log: Log, error: unknown, correlationId: string): void {
  if (!(error instanceof HeddleError) || error.code === "INTERNAL") {
    return log.error({ err: error, correlationId }, "a request failed unexpectedly");
  }
  const { code } = error;
  if (problemKinds[code].status >= 500) log.warn({ err: error, code, correlationId }, "a request could not be served");
}
