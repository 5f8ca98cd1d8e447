import { APIError } from "openai";

/**
 * One call to a provider that failed, told in words that are safe to log: status, code and message with every secret
 * taken out. The library's own error holds headers and bodies, so it is never kept, not even as a cause.
 */
export class CallFailure extends Error {
  override readonly name = "CallFailure";
  /** HTTP status; absent where no whole response came. */
  readonly status: number | undefined;
  /** The provider's own code: `rate_limit_exceeded`. */
  readonly code: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    fields: Partial<Pick<CallFailure, "status" | "code" | "retryable" | "retryAfterMs">> = {},
  ) {
    super(message);
    this.status = fields.status;
    this.code = fields.code;
    this.retryable = fields.retryable ?? true;
    this.retryAfterMs = fields.retryAfterMs;
  }
}

/** Quotas do not come back within an ask, though they are answered with 429 like a rate limit. */
const finalCodes = new Set(["insufficient_quota", "billing_hard_limit_reached"]);

/** What went wrong, from whatever the library or `fetch` threw. `now` is in milliseconds since the epoch. */
export function toCallFailure(error: unknown, secrets: readonly string[], now: number): CallFailure {
  if (error instanceof CallFailure) return error;
  if (!(error instanceof APIError) || error.status === undefined) {
    return new CallFailure(redact(`No whole response: ${connectionCode(error)}`, secrets));
  }
  const code = typeof error.code === "string" ? error.code : undefined;
  return new CallFailure(redact(error.message, secrets), {
    status: error.status,
    code: code === undefined ? undefined : redact(code, secrets),
    retryable: isTransient(error.status) && !finalCodes.has(code ?? ""),
    retryAfterMs: retryAfter(error.headers, now),
  });
}

function isTransient(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** `ECONNREFUSED` and the like; the text of such errors can hold addresses and parts of the body, so it is not used. */
function connectionCode(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string" && /^[A-Z_]{3,40}$/.test(at.code)) return at.code;
  }
  return error instanceof SyntaxError ? "the body is not JSON" : "the connection broke";
}

/** Milliseconds from `Retry-After` (RFC 9110, 10.2.3: seconds or a date) or OpenAI's `retry-after-ms`. */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const milliseconds = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const text = headers?.get("retry-after");
  if (text === null || text === undefined) return undefined;
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

const keyLike = /\b(?:sk|hk)[-_][\w.*-]{8,}|\bBearer\s+\S+/gi;

/** The text without secrets, and without anything that looks like one: some servers repeat the key they refuse. */
export function redact(text: string, secrets: readonly string[]): string {
  const without = secrets
    .filter((secret) => secret !== "")
    .reduce((left, secret) => left.replaceAll(secret, "[redacted]"), text);
  return without.replace(keyLike, "[redacted]").slice(0, 300);
}
