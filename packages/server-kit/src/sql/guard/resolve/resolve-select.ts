import { SqlRefused } from "../../sql-refused.ts";
import { listOf, namesOf, unwrap } from "../visit.ts";
import type { Fields } from "../visit.ts";
import { lookUp, rename } from "./frame.ts";
import type { Ctes, Frame, ResolveContext } from "./frame.ts";
import { outputName } from "./output-name.ts";
import { resolveColumns } from "./resolve-columns.ts";
import { addRange } from "./resolve-from.ts";

/**
 * Resolves every table and column of one SELECT, at all its levels, and gives the names of its output columns.
 * Throws `SqlRefused` for a name that is not in the catalog or not in sight there.
 */
export function resolveSelect(
  select: Fields,
  outer: Frame | undefined,
  around: Ctes,
  context: ResolveContext,
): readonly string[] {
  const ctes = bindCtes(select["withClause"] as Fields | undefined, outer, around, context);
  if (select["op"] !== "SETOP_NONE") return resolveSetOperation(select, outer, ctes, context);
  const frame: Frame = { ranges: [], outer };
  if (select["valuesLists"] !== undefined) return resolveValues(select, frame, ctes, context);
  for (const item of listOf(select["fromClause"])) addRange(item, frame, ctes, context);
  const outputs = resolveTargets(select, frame, ctes, context);
  for (const field of ["whereClause", "havingClause", "limitCount", "limitOffset"]) {
    resolveColumns(listOf([select[field]]), frame, ctes, context);
  }
  resolveColumns(listOf(select["windowClause"]), frame, ctes, context);
  for (const field of ["distinctClause", "groupClause", "sortClause"]) {
    resolveColumns(listOf(select[field]), frame, ctes, context, outputs);
  }
  return outputs;
}

function resolveSetOperation(
  select: Fields,
  outer: Frame | undefined,
  ctes: Ctes,
  context: ResolveContext,
): readonly string[] {
  const outputs = resolveSelect(select["larg"] as Fields, outer, ctes, context);
  resolveSelect(select["rarg"] as Fields, outer, ctes, context);
  const frame: Frame = { ranges: [], outer };
  resolveColumns(listOf(select["sortClause"]), frame, ctes, context, outputs);
  resolveColumns(listOf([select["limitCount"], select["limitOffset"]]), frame, ctes, context);
  return outputs;
}

function resolveValues(select: Fields, frame: Frame, ctes: Ctes, context: ResolveContext): readonly string[] {
  const lists = listOf(select["valuesLists"]);
  resolveColumns(lists, frame, ctes, context);
  const width = listOf(lists[0]?.fields["items"]).length;
  const outputs = Array.from({ length: width }, (_, index) => `column${index + 1}`);
  resolveColumns(listOf(select["sortClause"]), frame, ctes, context, outputs);
  resolveColumns(listOf([select["limitCount"], select["limitOffset"]]), frame, ctes, context);
  return outputs;
}

function resolveTargets(select: Fields, frame: Frame, ctes: Ctes, context: ResolveContext): readonly string[] {
  return listOf(select["targetList"]).flatMap(({ fields }) => {
    const value = unwrap(fields["val"]);
    if (value === undefined) return [];
    const star = value.type === "ColumnRef" ? expandStar(namesOf(value.fields["fields"]), frame) : undefined;
    if (star !== undefined) return star;
    resolveColumns([value], frame, ctes, context);
    return [typeof fields["name"] === "string" ? fields["name"] : outputName(fields["val"])];
  });
}

/** The columns of `*` or `t.*`; undefined where the target is no star. */
function expandStar(path: readonly string[], frame: Frame): readonly string[] | undefined {
  if (path.at(-1) !== "*") return undefined;
  if (path.length === 1) return frame.ranges.flatMap(({ columns }) => columns);
  const [name] = path;
  const columns =
    path.length === 2 ? lookUp(frame, (range) => (range.name === name ? range.columns : undefined)) : undefined;
  if (columns === undefined) {
    throw new SqlRefused(
      "column",
      `There is no table or alias ${path.slice(0, -1).join(".")} to take all columns of.`,
      {
        hint: "Use the alias given in FROM.",
      },
    );
  }
  return columns;
}

/** The common table expressions a SELECT sees: those around it, then its own in order; each sees those before it. */
function bindCtes(
  withClause: Fields | undefined,
  outer: Frame | undefined,
  around: Ctes,
  context: ResolveContext,
): Ctes {
  if (withClause === undefined) return around;
  const ctes = new Map(around);
  for (const { fields } of listOf(withClause["ctes"])) {
    const name = String(fields["ctename"]);
    const query = unwrap(fields["ctequery"]);
    if (query?.type !== "SelectStmt") {
      throw new SqlRefused("statement", `The step ${name} of WITH is not a SELECT.`, {
        hint: "Only SELECT may stand in WITH.",
      });
    }
    const renamed = namesOf(fields["aliascolnames"]);
    const recursive = withClause["recursive"] === true && query.fields["op"] === "SETOP_UNION";
    if (recursive) {
      // The first arm gives the columns and cannot name the step itself; the second can.
      const first = resolveSelect(query.fields["larg"] as Fields, outer, ctes, { ...context, references: [] });
      ctes.set(name, rename(first, renamed));
    }
    ctes.set(name, rename(resolveSelect(query.fields, outer, ctes, context), renamed));
  }
  return ctes;
}
