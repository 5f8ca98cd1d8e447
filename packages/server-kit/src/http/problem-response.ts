import type { Problem } from "@heddle/sdk/contract";

/** Seconds after which a caller may try again what failed because something was down or full. */
const retryAfterSeconds = 2;

/** A problem document as a response (RFC 9457). `extension` adds members of its own. */
export function problemResponse(problem: Problem, extension: Record<string, unknown> = {}): Response {
  return new Response(JSON.stringify({ ...problem, ...extension }), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      ...(problem.status === 503 ? { "retry-after": String(retryAfterSeconds) } : {}),
      ...(problem.status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  });
}
