import type * as z from "zod/mini";
import { en } from "zod/locales";
import { HeddleError } from "../errors.ts";

const messages = en().localeError;

type Issue = z.core.$ZodIssue;

/**
 * The body of a request as its schema gives it back. Throws `BODY_MALFORMED` for what is not JSON, `VALIDATION_FAILED`
 * with the place of each wrong field for what does not fit.
 */
export async function readBody<T extends z.ZodMiniType>(request: Request, schema: T): Promise<z.output<T>> {
  const parsed = schema.safeParse(await readJson(request), { error: messages });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(describeIssue);
  throw new HeddleError("VALIDATION_FAILED", "The body does not have the expected shape.", { errors });
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, so it is not passed on.
    throw new HeddleError("BODY_MALFORMED", "The body is not valid JSON.", { hint: "Send JSON in UTF-8." });
  }
}

function describeIssue(issue: Issue): { path: string; detail: string }[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: jsonPointer([...issue.path, key]), detail: "This field is not known" }));
  }
  return [{ path: jsonPointer(issue.path), detail: issue.message }];
}

/** RFC 6901. */
function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
