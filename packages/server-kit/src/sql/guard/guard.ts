import type { SelectStmt } from "libpg-query";
import type { Catalog } from "../../catalog/catalog.ts";
import { parseSelect } from "../parse.ts";
import type { TableReference } from "./resolve/frame.ts";
import { resolveSelect } from "./resolve/resolve-select.ts";
import { rules } from "./rules/index.ts";
import { visitTree } from "./visit.ts";
import type { Fields } from "./visit.ts";

declare const judged: unique symbol;

/** SQL that may run once it is narrowed to a tenant. Only `guard` makes it. */
export interface GuardedSql {
  readonly [judged]: true;
  readonly sql: string;
  readonly bytes: Buffer;
  readonly select: SelectStmt;
  readonly catalog: Catalog;
  /** Every base table in the text. */
  readonly references: readonly TableReference[];
}

const rulesByNode = Map.groupBy(
  rules.flatMap((rule) => rule.nodes.map((node) => ({ node, rule }))),
  ({ node }) => node,
);

/**
 * Judges SQL against a catalog. What is not known to be harmless is refused: statements, parse nodes, functions,
 * operators, types, tables and columns are all allowed by list.
 *
 * Throws `SqlRefused` with the rule, the place and a hint. Call `loadParser` once before.
 *
 * @example
 * ```ts
 * const guarded = guard("select method, count(*) from payments group by 1", catalog);
 * ```
 */
export function guard(sql: string, catalog: Catalog): GuardedSql {
  const { bytes, select } = parseSelect(sql);
  const fields = select as Fields;
  visitTree({ type: "SelectStmt", fields }, (node) => {
    for (const { rule } of rulesByNode.get(node.type) ?? []) rule.check(node);
  });
  const references: TableReference[] = [];
  resolveSelect(fields, undefined, new Map(), { catalog, latin: bytes.toString("latin1"), references, resolveSelect });
  return { sql, bytes, select, catalog, references } as unknown as GuardedSql;
}
