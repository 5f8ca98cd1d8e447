const simple = /^[a-z_][a-z0-9_]*$/;

/*
 * The words that PostgreSQL 18 cannot take bare as a table or column name: reserved, and those that may only be a
 * function or type name (appendix C of its manual).
 */
const reserved = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation " +
    "column concurrently constraint create cross current_catalog current_date current_role current_schema current_time " +
    "current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze " +
    "from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit " +
    "localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references " +
    "returning right select session_user similar some symmetric system_user table tablesample then to trailing true " +
    "union unique user using variadic verbose when where window with"
  ).split(" "),
);

/** An identifier as SQL text; bare where it can be, so that people can read it. */
export function quoteIdentifier(name: string): string {
  return simple.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/**
 * A string as an SQL literal. Right only while `standard_conforming_strings` is on, which the reader's transaction
 * makes sure of; NUL cannot stand in a literal and throws a `RangeError`.
 */
export function quoteLiteral(value: string): string {
  if (value.includes("\0")) throw new RangeError("A literal cannot hold NUL.");
  return `'${value.replaceAll("'", "''")}'`;
}
