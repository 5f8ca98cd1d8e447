import { problemKinds, type Problem, type ProblemCode } from "@heddle/sdk/contract";

interface HeddleErrorOptions {
  /** What the caller can do about it. */
  hint?: string;
  /** For the log only; it never reaches the caller. */
  cause?: unknown;
  errors?: { path: string; detail: string }[];
  leftover?: string[];
}

/**
 * Every failure the kit reports on purpose. `message` is shown to the person who asked, so it holds no SQL of the
 * database, no table of another tenant, no secret.
 */
export class HeddleError extends Error {
  override readonly name = "HeddleError";
  readonly code: ProblemCode;
  readonly hint: string | undefined;
  readonly errors: { path: string; detail: string }[] | undefined;
  readonly leftover: string[] | undefined;

  constructor(code: ProblemCode, message: string, options: HeddleErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.errors = options.errors;
    this.leftover = options.leftover;
  }
}

/** The error as a problem document (RFC 9457). What is not a `HeddleError` becomes `INTERNAL` and tells nothing. */
export function toProblem(error: unknown, correlationId: string): Problem {
  const known =
    error instanceof HeddleError ? error : new HeddleError("INTERNAL", "The request could not be completed.");
  const kind = problemKinds[known.code];
  return {
    type: `urn:heddle:problem:${known.code.toLowerCase().replaceAll("_", "-")}`,
    title: kind.title,
    status: kind.status,
    detail: known.message,
    code: known.code,
    correlationId,
    retryable: kind.retryable,
    ...(known.hint === undefined ? {} : { hint: known.hint }),
    ...(known.errors === undefined ? {} : { errors: known.errors }),
    ...(known.leftover === undefined ? {} : { leftover: known.leftover }),
  };
}
