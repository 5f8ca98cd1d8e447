import * as z from "zod/mini";

interface ProblemKind {
  status: number;
  title: string;
  /** Whether the same request may succeed later without being changed. */
  retryable: boolean;
}

/** Every code an answer of the server can carry, with its HTTP status. Codes are stable; titles may be reworded. */
export const problemKinds = {
  VALIDATION_FAILED: { status: 422, title: "The request does not have the expected shape", retryable: false },
  BODY_MALFORMED: { status: 400, title: "The body is not valid JSON", retryable: false },
  BODY_TOO_LARGE: { status: 413, title: "The request is too large", retryable: false },
  UNAUTHENTICATED: { status: 401, title: "No valid credentials were sent", retryable: false },
  TOKEN_EXPIRED: { status: 401, title: "The token has expired", retryable: false },
  FORBIDDEN: { status: 403, title: "These credentials do not allow this", retryable: false },
  ORIGIN_NOT_ALLOWED: { status: 403, title: "This page may not use the embed session", retryable: false },
  NOT_FOUND: { status: 404, title: "There is nothing here", retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, title: "This method is not allowed here", retryable: false },
  PARTNER_UNKNOWN: { status: 404, title: "This partner is not known", retryable: false },
  MERCHANT_UNKNOWN: { status: 404, title: "This merchant is not known", retryable: false },
  QUESTION_EMPTY: { status: 422, title: "The question is empty", retryable: false },
  QUESTION_TOO_LONG: { status: 422, title: "The question is too long", retryable: false },
  QUESTION_MALFORMED: { status: 422, title: "The question holds characters that cannot be read", retryable: false },
  NOT_ANSWERABLE: { status: 422, title: "The question could not be answered", retryable: false },
  QUERY_INVALID: { status: 422, title: "The metric query does not fit the catalog", retryable: false },
  SQL_REFUSED: { status: 422, title: "The SQL is not allowed", retryable: false },
  GUARD_MISMATCH: { status: 422, title: "The SQL changed while it was narrowed and was not sent", retryable: false },
  QUERY_FAILED: { status: 422, title: "The database could not run the query", retryable: false },
  QUERY_TIMEOUT: { status: 504, title: "The query took too long", retryable: true },
  QUERY_CANCELLED: { status: 499, title: "The query was cancelled", retryable: true },
  RESULT_TOO_LARGE: { status: 413, title: "The result is too large", retryable: false },
  RESULT_UNSUPPORTED: { status: 422, title: "The result holds a value that cannot be shown", retryable: false },
  SCOPE_REJECTED: { status: 403, title: "The database did not accept the tenant scope", retryable: false },
  DB_UNAVAILABLE: { status: 503, title: "The database cannot be reached", retryable: true },
  DB_BUSY: { status: 503, title: "All database connections are in use", retryable: true },
  LLM_TIMEOUT: { status: 504, title: "The language model took too long", retryable: true },
  LLM_UNAVAILABLE: { status: 503, title: "The language model cannot be reached", retryable: true },
  INTERNAL: { status: 500, title: "Something went wrong on our side", retryable: true },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
const problemCodes = Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]];

/**
 * An error on the wire, after RFC 9457 (media type `application/problem+json`).
 * `detail` is written for the person who asked; nothing internal is in it.
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  correlationId: z.string(),
  retryable: z.boolean(),
  /** What the caller can do about it. */
  hint: z.optional(z.string()),
  /** One entry a wrong field; `path` is a JSON Pointer into the body (RFC 6901). */
  errors: z.optional(z.array(z.object({ path: z.string(), detail: z.string() }))),
  /** Words of the question that no part of the catalog matched. */
  leftover: z.optional(z.array(z.string())),
});
export type Problem = z.infer<typeof problemSchema>;
