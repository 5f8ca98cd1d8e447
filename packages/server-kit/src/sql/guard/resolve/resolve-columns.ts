import { SqlRefused } from "../../sql-refused.ts";
import { childrenOf, namesOf, offsetOf, unwrap } from "../visit.ts";
import type { Fields, VisitedNode } from "../visit.ts";
import { lookUp } from "./frame.ts";
import type { Ctes, Frame, ResolveContext } from "./frame.ts";
import { nearNames } from "./near-names.ts";

/**
 * Resolves every column below some expressions, sub-selects included.
 *
 * @param outputs names of output columns that may be used as well, as ORDER BY and GROUP BY may
 */
export function resolveColumns(
  expressions: readonly VisitedNode[],
  frame: Frame,
  ctes: Ctes,
  context: ResolveContext,
  outputs: readonly string[] = [],
): void {
  const pending = [...expressions];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "ColumnRef") resolveColumn(node.fields, frame, outputs);
    else if (node.type === "SelectStmt") context.resolveSelect(node.fields, frame, ctes, context);
    else if (node.type === "SubLink") {
      context.resolveSelect(unwrap(node.fields["subselect"])?.fields ?? {}, frame, ctes, context);
      const test = unwrap(node.fields["testexpr"]);
      if (test !== undefined) pending.push(test);
    } else pending.push(...childrenOf(node));
  }
}

function resolveColumn(fields: Fields, frame: Frame, outputs: readonly string[]): void {
  const path = namesOf(fields["fields"]);
  const [first = "", second] = path;
  if (path.length === 1 && (outputs.includes(first) || isColumn(first, frame) || isRange(first, frame))) return;
  if (path.length === 2 && (second === "*" ? isRange(first, frame) : isColumnOf(first, second ?? "", frame))) return;
  const known = path.length === 2 ? columnsOf(first, frame) : lookUpAll(frame);
  throw new SqlRefused("column", `There is no column ${path.join(".")} here.`, {
    byteOffset: offsetOf(fields),
    hint:
      path.length > 2
        ? "Write alias.column with the alias given in FROM."
        : known.length > 0
          ? `Columns: ${nearNames(path.at(-1) ?? "", known).join(", ")}.`
          : "Name tables by the alias given in FROM.",
  });
}

function isColumn(name: string, frame: Frame): boolean {
  return lookUp(frame, ({ columns }) => (columns.includes(name) ? true : undefined)) ?? false;
}

/** A whole row by its table's name: after narrowing it holds the visible columns alone. */
function isRange(name: string, frame: Frame): boolean {
  return lookUp(frame, (range) => (range.name === name ? true : undefined)) ?? false;
}

/** Only the nearest range of that name counts, as in Postgres; `t.f` with no column `f` would call a function. */
function isColumnOf(name: string, column: string, frame: Frame): boolean {
  return columnsOf(name, frame).includes(column);
}

function columnsOf(name: string, frame: Frame): readonly string[] {
  return lookUp(frame, (range) => (range.name === name ? range.columns : undefined)) ?? [];
}

function lookUpAll(frame: Frame): string[] {
  const names = new Set<string>();
  lookUp(frame, ({ columns }) => {
    for (const column of columns) names.add(column);
    return undefined;
  });
  return [...names];
}
