import { SqlRefused } from "../sql-refused.ts";
import { allowedNodes, nodeHints } from "./allowed-nodes.ts";

/** The fields of a parse node, as JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** A parse node out of its wrapper: `{ "RangeVar": {...} }` is of type `RangeVar`. */
export interface VisitedNode {
  readonly type: string;
  readonly fields: Fields;
}

/** The node inside a wrapper. An empty wrapper (the parser's null) gives undefined. */
export function unwrap(wrapper: unknown): VisitedNode | undefined {
  if (typeof wrapper !== "object" || wrapper === null) return undefined;
  const [entry] = Object.entries(wrapper);
  return entry === undefined ? undefined : { type: entry[0], fields: entry[1] as Fields };
}

/** A field that holds a list of nodes, unwrapped. */
export function listOf(field: unknown): VisitedNode[] {
  if (!Array.isArray(field)) return [];
  return field.flatMap((item) => unwrap(item) ?? []);
}

/** The texts of a list of `String` nodes, such as a qualified name. */
export function namesOf(field: unknown): string[] {
  return listOf(field).map(({ type, fields }) =>
    type === "String" ? ((fields["sval"] as string | undefined) ?? "") : "*",
  );
}

/** The nodes directly below one, in the order of the grammar's fields. Refuses node types and fields not allowed. */
export function childrenOf({ type, fields }: VisitedNode): VisitedNode[] {
  const allowed = Object.hasOwn(allowedNodes, type) ? allowedNodes[type] : undefined;
  if (allowed === undefined) throw refused(type, fields);
  const children: VisitedNode[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const kind = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (kind === undefined) throw refused(`${type}.${name}`, fields);
    if (kind === "scalar") continue;
    if (kind === "nodes") children.push(...listOf(value));
    else if (kind === "node") children.push(...listOf([value]));
    else children.push({ type: kind, fields: value as Fields });
  }
  return children;
}

/** Calls `visit` for a node and everything below it, parents first. */
export function visitTree(node: VisitedNode, visit: (node: VisitedNode) => void): void {
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const children = childrenOf(next);
    visit(next);
    pending.push(...children.toReversed());
  }
}

/** A field that holds text; undefined where it is absent. */
export function textOf(field: unknown): string | undefined {
  return typeof field === "string" ? field : undefined;
}

/** Byte offset of a node, where the parser gives one. */
export function offsetOf(fields: Fields): number | undefined {
  const location = fields["location"];
  return typeof location === "number" && location >= 0 ? location : undefined;
}

function refused(what: string, fields: Fields): SqlRefused {
  return new SqlRefused("node", `${what} is not allowed in a query.`, {
    byteOffset: offsetOf(fields),
    hint: nodeHints[what] ?? "Rewrite the query with plain SELECT features.",
  });
}
