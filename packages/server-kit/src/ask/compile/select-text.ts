import { quoteIdentifier } from "../../db/quote.ts";

export interface SelectColumn {
  readonly sql: string;
  readonly alias: string;
}

/** The clauses of one SELECT, each already SQL. */
export interface SelectClauses {
  readonly columns: readonly SelectColumn[];
  /** The lines of FROM, the first without its keyword. */
  readonly from: readonly string[];
  readonly where?: readonly string[];
  readonly groupBy?: readonly string[];
  readonly having?: readonly string[];
  readonly orderBy?: readonly string[];
  readonly limit?: number | undefined;
  /** Leaves the aliases out: stacked SELECTs have the column names of the first of them. @default false */
  readonly unnamed?: boolean;
}

/** A SELECT laid out for people: it is shown to whoever asks where a number comes from. */
export function selectText(clauses: SelectClauses): string {
  return selectLines(clauses).join("\n");
}

/** The same as lines, to be nested in another. A literal may hold line breaks of its own, so text is never re-indented. */
export function selectLines(clauses: SelectClauses): string[] {
  const { columns, from, where = [], groupBy = [], having = [], orderBy = [], limit, unnamed = false } = clauses;
  const named = columns.map(({ sql, alias }) => (unnamed ? sql : `${sql} as ${quoteIdentifier(alias)}`));
  const [firstTable = "", ...joins] = from;
  return [
    "select",
    ...named.map((column, index) => `  ${column}${index < named.length - 1 ? "," : ""}`),
    `from ${firstTable}`,
    ...joins,
    ...conjunction("where", where),
    ...(groupBy.length === 0 ? [] : [`group by ${groupBy.join(", ")}`]),
    ...conjunction("having", having),
    ...(orderBy.length === 0 ? [] : [`order by ${orderBy.join(", ")}`]),
    ...(limit === undefined ? [] : [`limit ${limit}`]),
  ];
}

/** Lines two spaces further in. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function conjunction(keyword: string, conditions: readonly string[]): string[] {
  return conditions.map((condition, index) => (index === 0 ? `${keyword} ${condition}` : `  and ${condition}`));
}
