import { SqlRefused } from "../../sql-refused.ts";
import { tableFunctions } from "../rules/allowed-functions.ts";
import { listOf, namesOf, offsetOf, textOf, unwrap } from "../visit.ts";
import type { Fields, VisitedNode } from "../visit.ts";
import { resolveBaseTable } from "./base-table.ts";
import { rename } from "./frame.ts";
import type { Ctes, Frame, Range, ResolveContext } from "./frame.ts";
import { resolveColumns } from "./resolve-columns.ts";

/** Adds what one item of FROM brings to the frame. */
export function addRange(item: VisitedNode, frame: Frame, ctes: Ctes, context: ResolveContext): void {
  switch (item.type) {
    case "RangeVar":
      frame.ranges.push(resolveName(item.fields, ctes, context));
      return;
    case "RangeSubselect":
      frame.ranges.push(resolveSubselect(item.fields, frame, ctes, context));
      return;
    case "RangeFunction":
      frame.ranges.push(resolveFunction(item.fields, frame, ctes, context));
      return;
    case "JoinExpr":
      addJoin(item.fields, frame, ctes, context);
      return;
    default:
      throw new SqlRefused("node", `${item.type} is not allowed in FROM.`, { byteOffset: offsetOf(item.fields) });
  }
}

function aliasOf(fields: Fields): { name: string | undefined; columns: string[] } {
  const alias = fields["alias"] as Fields | undefined;
  return { name: alias?.["aliasname"] as string | undefined, columns: namesOf(alias?.["colnames"]) };
}

function resolveName(fields: Fields, ctes: Ctes, context: ResolveContext): Range {
  const name = textOf(fields["relname"]) ?? "";
  const columns = fields["schemaname"] === undefined ? ctes.get(name) : undefined;
  if (columns === undefined) return resolveBaseTable(fields, context);
  const alias = aliasOf(fields);
  return { name: alias.name ?? name, columns: rename(columns, alias.columns), hides: false };
}

function resolveSubselect(fields: Fields, frame: Frame, ctes: Ctes, context: ResolveContext): Range {
  const query = unwrap(fields["subquery"]);
  const around = fields["lateral"] === true ? frame : frame.outer;
  const alias = aliasOf(fields);
  const columns = context.resolveSelect(query?.fields ?? {}, around, ctes, context);
  return { name: alias.name, columns: rename(columns, alias.columns), hides: false };
}

/** A function in FROM sees what stands before it, with or without LATERAL. */
function resolveFunction(fields: Fields, frame: Frame, ctes: Ctes, context: ResolveContext): Range {
  const [list, ...others] = listOf(fields["functions"]);
  const call = unwrap((list?.fields["items"] as unknown[] | undefined)?.[0]);
  const name = call?.type === "FuncCall" ? namesOf(call.fields["funcname"]).at(-1) : undefined;
  if (call === undefined || name === undefined || others.length > 0 || !Object.hasOwn(tableFunctions, name)) {
    throw new SqlRefused("function", `The function ${name ?? "used there"} is not allowed in FROM.`, {
      byteOffset: call === undefined ? undefined : offsetOf(call.fields),
      hint: "generate_series, unnest and the JSON element functions may stand in FROM.",
    });
  }
  resolveColumns([call], frame, ctes, context);
  const alias = aliasOf(fields);
  const own = tableFunctions[name] ?? [alias.name ?? name];
  const columns = fields["ordinality"] === true ? [...own, "ordinality"] : own;
  return { name: alias.name ?? name, columns: rename(columns, alias.columns), hides: false };
}

function addJoin(fields: Fields, frame: Frame, ctes: Ctes, context: ResolveContext): void {
  const before = frame.ranges.length;
  for (const side of ["larg", "rarg"]) {
    const item = unwrap(fields[side]);
    if (item !== undefined) addRange(item, frame, ctes, context);
  }
  const joined = frame.ranges.slice(before);
  if (fields["isNatural"] === true && joined.some(({ hides }) => hides)) {
    throw new SqlRefused("column", "NATURAL JOIN of these tables is not allowed.", {
      hint: "Name the columns with ON or USING.",
    });
  }
  checkUsing(namesOf(fields["usingClause"]), joined);
  resolveColumns(listOf([fields["quals"]]), frame, ctes, context);
  const alias = aliasOf(fields);
  if (alias.name === undefined) return;
  const columns = rename(
    joined.flatMap((range) => range.columns),
    alias.columns,
  );
  frame.ranges.splice(before, joined.length, { name: alias.name, columns, hides: joined.some(({ hides }) => hides) });
}

function checkUsing(names: readonly string[], joined: readonly Range[]): void {
  for (const name of names) {
    if (joined.filter(({ columns }) => columns.includes(name)).length >= 2) continue;
    throw new SqlRefused("column", `The column ${name} of USING is not in both tables.`, { hint: "Join with ON." });
  }
}
