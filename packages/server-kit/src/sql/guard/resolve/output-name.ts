import { namesOf, unwrap } from "../visit.ts";

/**
 * The name Postgres gives an output column that has no AS, after `FigureColname` in its `parse_target.c`:
 * the column's, the function's, the cast's; `?column?` where nothing names it.
 */
export function outputName(expression: unknown): string {
  return figure(expression).name;
}

interface Figured {
  name: string;
  /** 0: nothing names it, 1: only a type does, 2: it has a name. */
  strength: 0 | 1 | 2;
}

const fixedNames: Readonly<Record<string, string>> = {
  CoalesceExpr: "coalesce",
  A_ArrayExpr: "array",
  RowExpr: "row",
  GroupingFunc: "grouping",
};

function figure(expression: unknown): Figured {
  const node = unwrap(expression);
  if (node === undefined) return { name: "?column?", strength: 0 };
  const { type, fields } = node;
  const fixed = Object.hasOwn(fixedNames, type) ? fixedNames[type] : undefined;
  if (fixed !== undefined) return { name: fixed, strength: 2 };
  switch (type) {
    case "ColumnRef":
      return { name: namesOf(fields["fields"]).at(-1) ?? "?column?", strength: 2 };
    case "FuncCall":
      return { name: namesOf(fields["funcname"]).at(-1) ?? "?column?", strength: 2 };
    case "A_Expr":
      return fields["kind"] === "AEXPR_NULLIF" ? { name: "nullif", strength: 2 } : { name: "?column?", strength: 0 };
    case "A_Indirection":
      return figure(fields["arg"]);
    case "TypeCast":
      return figureCast(fields["arg"], fields["typeName"]);
    case "CaseExpr": {
      const otherwise = figure(fields["defresult"]);
      return otherwise.strength > 1 ? otherwise : { name: "case", strength: 1 };
    }
    case "MinMaxExpr":
      return { name: fields["op"] === "IS_LEAST" ? "least" : "greatest", strength: 2 };
    case "SQLValueFunction":
      return { name: sessionValueName(String(fields["op"])), strength: 2 };
    case "SubLink":
      return figureSubLink(fields["subLinkType"], fields["subselect"]);
    default:
      return { name: "?column?", strength: 0 };
  }
}

function figureCast(argument: unknown, typeName: unknown): Figured {
  const inner = figure(argument);
  if (inner.strength > 0) return inner;
  const names = namesOf((typeName as { names?: unknown } | undefined)?.names);
  return { name: names.at(-1) ?? "?column?", strength: 1 };
}

function figureSubLink(kind: unknown, subselect: unknown): Figured {
  if (kind === "EXISTS_SUBLINK") return { name: "exists", strength: 2 };
  if (kind === "ARRAY_SUBLINK") return { name: "array", strength: 2 };
  if (kind !== "EXPR_SUBLINK") return { name: "?column?", strength: 0 };
  const [target] = (unwrap(subselect)?.fields["targetList"] as unknown[] | undefined) ?? [];
  const fields = unwrap(target)?.fields;
  const name = fields?.["name"];
  return typeof name === "string" ? { name, strength: 2 } : figure(fields?.["val"]);
}

function sessionValueName(operation: string): string {
  return operation
    .replace(/^SVFOP_/, "")
    .replace(/_N$/, "")
    .toLowerCase();
}
