import { isHTTPError, isTimeoutError } from "ky";
import { problemSchema } from "../contract/index.ts";
import { clientError, HeddleError } from "./heddle-error.ts";

/**
 * Gives every failure of a request its one `HeddleError`: the server's own problem document where it sent one, else
 * what can be told from this side.
 */
export function toHeddleError(cause: unknown, correlationId: string, signal?: AbortSignal): HeddleError {
  if (cause instanceof HeddleError) return cause;
  if (signal?.aborted || isNamed(cause, "AbortError")) {
    return clientError("ABORTED", { detail: "The request was stopped before it was answered.", correlationId, cause });
  }
  if (isHTTPError(cause)) return fromStatus(cause.response.status, cause.data, correlationId, cause);
  if (isTimeoutError(cause)) {
    return clientError("TIMED_OUT", { detail: "The server took too long to answer.", correlationId, cause });
  }
  if (cause instanceof SyntaxError) {
    return invalidResponse("The server's answer is not JSON.", correlationId, { cause });
  }
  return clientError("NETWORK_FAILED", {
    detail: "There is no connection to the server, or it broke off.",
    hint: "Check the connection, the address and whether the server allows requests from this page.",
    correlationId,
    cause,
  });
}

/** An answer that is no answer of this server: of a proxy, of another service, of another version. */
export function invalidResponse(
  detail: string,
  correlationId: string,
  options: { status?: number; cause?: unknown } = {},
): HeddleError {
  const hint = "Check that the base URL is a Heddle server's and that its version fits this client's.";
  return clientError("RESPONSE_INVALID", { detail, hint, correlationId, ...options });
}

function fromStatus(status: number, data: unknown, correlationId: string, cause: unknown): HeddleError {
  const problem = problemSchema.safeParse(data);
  if (problem.success) return new HeddleError(problem.data, { cause });
  const detail = `The server answered with status ${status} and no problem document.`;
  return invalidResponse(detail, correlationId, { status, cause });
}

function isNamed(cause: unknown, name: string): boolean {
  return typeof cause === "object" && cause !== null && "name" in cause && cause.name === name;
}
