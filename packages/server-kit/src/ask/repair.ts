import type { ProblemCode } from "@heddle/sdk/contract";
import { HeddleError } from "../errors.ts";
import { QueryFailed } from "../sources/database-fault.ts";
import { SqlRefused } from "../sql/sql-refused.ts";
import { DraftRejected } from "./draft/draft-rejected.ts";
import type { DraftFeedback, Drafted } from "./pipeline.ts";

/** Failures that say the draft was wrong, and not that something is broken: worth one more draft. */
const hardSignals = new Set<ProblemCode>([
  "QUERY_INVALID",
  "SQL_REFUSED",
  "GUARD_MISMATCH",
  "QUERY_FAILED",
  "RESULT_UNSUPPORTED",
]);

/** The structured error to draft again from; undefined where another draft would not help. */
export function feedbackFor(
  error: unknown,
  drafted: Drafted | undefined,
  sql: string | undefined,
): DraftFeedback | undefined {
  if (error instanceof DraftRejected) {
    return { code: error.code, detail: error.detail, hint: error.hint, previous: error.previous };
  }
  if (!(error instanceof HeddleError) || !hardSignals.has(error.code)) return undefined;
  return { code: codeOf(error), detail: detailOf(error), hint: error.hint, sql, previous: drafted?.raw ?? "" };
}

function codeOf(error: HeddleError): string {
  if (error instanceof QueryFailed) return `SQLSTATE_${error.sqlState}`;
  if (error instanceof SqlRefused) return `${error.code}:${error.rule}`;
  return error.code;
}

function detailOf(error: HeddleError): string {
  if (error instanceof QueryFailed) return error.repair;
  const place = error instanceof SqlRefused && error.byteOffset !== undefined ? ` (at byte ${error.byteOffset})` : "";
  const fields = (error.errors ?? []).map(({ path, detail }) => ` ${path}: ${detail}`).join("");
  return `${error.message}${place}${fields}`;
}
