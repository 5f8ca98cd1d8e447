import { SqlRefused } from "../../sql-refused.ts";
import { namesOf, offsetOf } from "../visit.ts";
import type { Rule } from "./rule.ts";

const allowedOperators = new Set([
  ..."= <> != < <= > >= + - * / % ^ || ~~ ~~* !~~ !~~* ~ ~* !~ !~* -> ->> #> #>> @> <@ ? ?| ?& && | & # << >> |/ ||/ @".split(
    " ",
  ),
  // The grammar keeps BETWEEN as an operator of that name.
  "BETWEEN",
  "NOT BETWEEN",
  "BETWEEN SYMMETRIC",
  "NOT BETWEEN SYMMETRIC",
]);

/** Operators by name; one named with a schema could be somebody's own, so only `pg_catalog` may be named. */
export const operatorRule: Rule = {
  nodes: ["A_Expr", "SubLink"],
  check({ fields }) {
    for (const field of ["name", "operName"]) {
      const path = namesOf(fields[field]);
      const name = path.at(-1);
      if (name === undefined) continue;
      const ownSchema = path.length === 1 || (path.length === 2 && path[0] === "pg_catalog");
      if (ownSchema && allowedOperators.has(name)) continue;
      throw new SqlRefused("operator", `The operator ${path.join(".")} is not allowed.`, {
        byteOffset: offsetOf(fields),
        hint: "Use the common comparison, arithmetic, text, array and JSON operators.",
      });
    }
  },
};
