import { quoteIdentifier } from "../../db/quote.ts";

/** A column of a table, which is aliased by its own name. */
export function columnSql(table: string, column: string): string {
  return `${quoteIdentifier(table)}.${quoteIdentifier(column)}`;
}

/** The column a member such as `payments.method` names. */
export function memberSql(member: string): string {
  const dot = member.indexOf(".");
  return columnSql(member.slice(0, dot), member.slice(dot + 1));
}
