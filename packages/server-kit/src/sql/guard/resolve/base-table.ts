import type { TableDefinition } from "../../../catalog/definition.ts";
import { SqlRefused } from "../../sql-refused.ts";
import { offsetOf, textOf } from "../visit.ts";
import type { Fields } from "../visit.ts";
import type { Range, ResolveContext } from "./frame.ts";
import { nearNames } from "./near-names.ts";

const identifier = String.raw`(?:[uU]&)?"(?:[^"]|"")*"|[A-Za-z_\x80-\xff][\w$\x80-\xff]*`;
const gap = String.raw`(?:\s|--[^\n]*\n|/\*[^*]*\*/)*`;
const qualifiedName = new RegExp(`(?:${identifier})(?:${gap}\\.${gap}(?:${identifier}))*`, "y");

/** Resolves a table of the catalog and notes where it stands in the text. Anything else is refused. */
export function resolveBaseTable(fields: Fields, context: ResolveContext): Range {
  const name = textOf(fields["relname"]) ?? "";
  const at = offsetOf(fields);
  const table = findTable(fields, context);
  if (fields["inh"] !== true) {
    throw new SqlRefused("table", "ONLY is not allowed.", { byteOffset: at, hint: "Leave ONLY out." });
  }
  const alias = fields["alias"] as { aliasname?: string; colnames?: unknown[] } | undefined;
  if (alias?.colnames !== undefined) {
    // A list of column names counts positions of the physical table, hidden columns included.
    throw new SqlRefused("table", "A table cannot be given new column names.", {
      byteOffset: at,
      hint: "Rename columns with AS in a sub-select.",
    });
  }
  if (at === undefined || /\btable\s*$/i.test(context.latin.slice(0, at))) {
    throw new SqlRefused("table", "TABLE as a command is not allowed.", {
      byteOffset: at,
      hint: `Write SELECT * FROM ${name}.`,
    });
  }
  context.references.push({
    node: fields,
    table: name,
    start: at,
    end: endOfName(context.latin, at),
    aliased: alias !== undefined,
  });
  return {
    name: alias?.aliasname ?? name,
    columns: visibleColumns(table),
    hides: Object.values(table.columns).some(({ hidden }) => hidden === true),
  };
}

/** The columns of a table that may be read at all, in the catalog's order. */
export function visibleColumns(table: TableDefinition): string[] {
  return Object.entries(table.columns).flatMap(([name, { hidden }]) => (hidden === true ? [] : [name]));
}

function findTable(fields: Fields, { catalog }: ResolveContext): TableDefinition {
  const name = textOf(fields["relname"]) ?? "";
  const schema = textOf(fields["schemaname"]);
  const table = Object.hasOwn(catalog.tables, name) ? catalog.tables[name] : undefined;
  if (table !== undefined && (schema === undefined || schema === table.schema)) return table;
  throw new SqlRefused("table", `There is no table ${schema === undefined ? name : `${schema}.${name}`}.`, {
    byteOffset: offsetOf(fields),
    hint: `Tables: ${nearNames(name, Object.keys(catalog.tables)).join(", ")}.`,
  });
}

function endOfName(latin: string, start: number): number {
  qualifiedName.lastIndex = start;
  const match = qualifiedName.exec(latin);
  // What this pattern misreads cannot pass: the narrowed text is parsed again and compared.
  return start + (match?.[0].length ?? 0);
}
