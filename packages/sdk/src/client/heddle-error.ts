import type { Problem, ProblemCode } from "../contract/index.ts";

const clientProblemKinds = {
  NETWORK_FAILED: { title: "There is no connection to the server", retryable: true },
  TIMED_OUT: { title: "The server took too long", retryable: true },
  ABORTED: { title: "The request was stopped", retryable: false },
  RESPONSE_INVALID: { title: "The server's answer could not be read", retryable: false },
  TOKEN_FAILED: { title: "No token could be had for the request", retryable: true },
} as const;

/** What can go wrong on this side of the wire. None of these is ever sent by a server. */
export type ClientProblemCode = keyof typeof clientProblemKinds;

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
  /** After how many milliseconds the server wants to be asked again; undefined where it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(problem: Problem | ClientProblem, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(problem.detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs;
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

interface ClientErrorDetails {
  detail: string;
  correlationId: string;
  /** Status of the answer, where there was one. @default 0 */
  status?: number;
  hint?: string;
  cause?: unknown;
}

/** The error for a problem on this side. */
export function clientError(code: ClientProblemCode, details: ClientErrorDetails): HeddleError {
  const { status = 0, detail, correlationId, hint, cause } = details;
  const { title, retryable } = clientProblemKinds[code];
  const type = `urn:heddle:problem:${code.toLowerCase().replaceAll("_", "-")}`;
  const problem: ClientProblem = {
    type,
    title,
    status,
    detail,
    code,
    correlationId,
    // A proxy's own page for a server that is down is no problem document either.
    retryable: retryable || status >= 500,
    ...(hint === undefined ? {} : { hint }),
  };
  return new HeddleError(problem, { cause });
}
