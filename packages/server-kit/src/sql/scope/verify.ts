import type { SelectStmt } from "libpg-query";
import { HeddleError } from "../../errors.ts";
import type { Fields } from "../guard/visit.ts";

/** Where text stood; the same tree at other places is the same query. */
const places = new Set([
  "location",
  "stmt_location",
  "stmt_len",
  "list_start",
  "list_end",
  "rexpr_list_start",
  "rexpr_list_end",
]);

/**
 * Compares the tree that was judged with the tree of the narrowed text: they must be equal but for each base table,
 * which must have become exactly its sub-select under the name it had.
 *
 * Throws `GUARD_MISMATCH`. Deparsers and hand-made splices were found to add and to lose clauses; this is what makes
 * neither matter.
 */
export function verifyNarrowed(
  judged: SelectStmt,
  narrowed: SelectStmt,
  subSelects: ReadonlyMap<Fields, SelectStmt>,
): void {
  if (!equal(judged, narrowed, subSelects)) {
    throw new HeddleError("GUARD_MISMATCH", "The SQL would not have meant the same after it was narrowed to you.", {
      hint: "Write the query more plainly.",
    });
  }
}

function equal(judged: unknown, narrowed: unknown, subSelects: ReadonlyMap<Fields, SelectStmt>): boolean {
  if (typeof judged !== "object" || judged === null) return judged === narrowed;
  if (typeof narrowed !== "object" || narrowed === null) return false;
  if (Array.isArray(judged)) {
    return (
      Array.isArray(narrowed) &&
      judged.length === narrowed.length &&
      judged.every((item, index) => equal(item, narrowed[index], subSelects))
    );
  }
  const expected = replaced(judged, subSelects);
  const left = expected as Fields;
  const right = narrowed as Fields;
  const keys = Object.keys(left).filter((key) => !places.has(key));
  const others = Object.keys(right).filter((key) => !places.has(key));
  return (
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key], subSelects))
  );
}

/** The node itself, or what a narrowed base table must have become. */
function replaced(wrapper: object, subSelects: ReadonlyMap<Fields, SelectStmt>): object {
  const table = "RangeVar" in wrapper ? (wrapper.RangeVar as Fields) : undefined;
  const subSelect = table === undefined ? undefined : subSelects.get(table);
  if (table === undefined || subSelect === undefined) return wrapper;
  return {
    RangeSubselect: {
      subquery: { SelectStmt: subSelect },
      alias: table["alias"] ?? { aliasname: table["relname"] },
    },
  };
}
