import type { Problem, ProblemCode } from "../contract/index.ts";

const clientProblemTitles = {
  NETWORK_FAILED: "The server could not be reached",
  TIMED_OUT: "The server took too long",
  ABORTED: "The request was stopped",
  RESPONSE_INVALID: "The server's answer could not be read",
  TOKEN_FAILED: "No token could be had for the request",
} as const;

/** What can go wrong on this side of the wire. None of these is ever sent by a server. */
export type ClientProblemCode = keyof typeof clientProblemTitles;

/** A problem found on this side of the wire: like a `Problem`, with `status` 0 where no answer came. */
export interface ClientProblem extends Omit<Problem, "code"> {
  code: ClientProblemCode;
}

/**
 * The one error that the client throws and rejects with. `message` and `problem.detail` are written for the person who
 * looks at the page; `correlationId` is also in the server's log.
 *
 * @example
 * ```ts
 * try {
 *   await client.query({ measures: ["revenue"] });
 * } catch (error) {
 *   if (error instanceof HeddleError && error.retryable) showRetry(error.message);
 * }
 * ```
 */
export class HeddleError extends Error {
  override readonly name = "HeddleError";
  readonly problem: Problem | ClientProblem;

  constructor(problem: Problem | ClientProblem, options?: { cause?: unknown }) {
    super(problem.detail, options);
    this.problem = problem;
  }

  get code(): ProblemCode | ClientProblemCode {
    return this.problem.code;
  }

  /** Whether the same request may succeed later without being changed. */
  get retryable(): boolean {
    return this.problem.retryable;
  }

  get correlationId(): string {
    return this.problem.correlationId;
  }
}

interface ClientProblemDetails {
  detail: string;
  correlationId: string;
  /** The status of the answer, where there was one. @default 0 */
  status?: number;
  hint?: string;
  cause?: unknown;
}

/** Makes the error for a problem on this side. All but a wish of the caller's own and an unreadable answer may pass. */
export function clientError(code: ClientProblemCode, details: ClientProblemDetails): HeddleError {
  const problem: ClientProblem = {
    type: `urn:heddle:problem:${code.toLowerCase().replaceAll("_", "-")}`,
    title: clientProblemTitles[code],
    status: details.status ?? 0,
    detail: details.detail,
    code,
    correlationId: details.correlationId,
    retryable: code !== "ABORTED" && (code !== "RESPONSE_INVALID" || (details.status ?? 0) >= 500),
    ...(details.hint === undefined ? {} : { hint: details.hint }),
  };
  return new HeddleError(problem, details.cause === undefined ? undefined : { cause: details.cause });
}
