import { hasSqlDetails, loadModule, parseSync } from "libpg-query";
import type { SelectStmt } from "libpg-query";
import { SqlRefused } from "./sql-refused.ts";

/** Longest SQL that is read, in bytes of UTF-8: nested comments cost quadratic time in every Postgres parser. */
export const maximumSqlBytes = 8192;
const maximumNesting = 200;
const maximumComments = 50;

export interface ParsedSql {
  readonly sql: string;
  /** The same text as the bytes the parser's offsets count. */
  readonly bytes: Buffer;
  readonly select: SelectStmt;
}

/** Loads the parser (0.1 s, once a process). Call it before the first parse. */
export function loadParser(): Promise<void> {
  return loadModule();
}

/**
 * Reads one SELECT with Postgres' own grammar. Throws `SqlRefused`; nothing is parsed before its size is known.
 *
 * @param options.narrowed the text is one that passed already, with the tenant's sub-selects in it, and may be longer
 */
export function parseSelect(sql: string, options: { narrowed?: boolean } = {}): ParsedSql {
  if (options.narrowed !== true) checkText(sql);
  const tree = parseTree(sql);
  const [statement, ...others] = tree.stmts ?? [];
  if (statement?.stmt === undefined) {
    throw new SqlRefused("statement", "There is no statement.", { hint: "Write one SELECT." });
  }
  if (others.length > 0) {
    throw new SqlRefused("statement", "There is more than one statement.", {
      byteOffset: others[0]?.stmt_location,
      hint: "Write one SELECT; use WITH for steps.",
    });
  }
  if (!("SelectStmt" in statement.stmt)) {
    throw new SqlRefused("statement", "Only SELECT is allowed.", { byteOffset: 0, hint: "Write one SELECT." });
  }
  return { sql, bytes: Buffer.from(sql, "utf8"), select: statement.stmt.SelectStmt };
}

function parseTree(sql: string): ReturnType<typeof parseSync> {
  try {
    return parseSync(sql);
  } catch (error) {
    const offset = hasSqlDetails(error) ? error.sqlDetails?.cursorPosition : undefined;
    throw new SqlRefused("syntax", "The SQL is not valid PostgreSQL.", {
      byteOffset: offset === undefined || offset < 0 ? undefined : offset,
      hint: "Check the syntax near the place named.",
    });
  }
}

function checkText(sql: string): void {
  if (sql.trim() === "") throw new SqlRefused("statement", "There is no statement.", { hint: "Write one SELECT." });
  if (sql.length > maximumSqlBytes || Buffer.byteLength(sql) > maximumSqlBytes) {
    throw new SqlRefused("size", `The SQL is longer than ${maximumSqlBytes} bytes.`, {
      hint: "Write a shorter query.",
    });
  }
  if (sql.includes("\0") || !sql.isWellFormed()) {
    throw new SqlRefused("encoding", "The SQL holds characters that are not text.");
  }
  if (sql.split("/*").length > maximumComments + 1) {
    throw new SqlRefused("nesting", `The SQL has more than ${maximumComments} comments.`);
  }
  if (deepestNesting(sql) > maximumNesting) {
    throw new SqlRefused("nesting", `The SQL nests more than ${maximumNesting} brackets.`);
  }
}

function deepestNesting(sql: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of sql) {
    if (character === "(" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === ")" || character === "]") depth--;
  }
  return deepest;
}
