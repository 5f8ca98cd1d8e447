import { SqlRefused } from "../../sql-refused.ts";
import { namesOf, offsetOf } from "../visit.ts";
import { allowedFunctions } from "./allowed-functions.ts";
import type { Rule } from "./rule.ts";

/** Functions by name, from `pg_catalog` alone; the reader's search path makes sure that the name means that one. */
export const functionRule: Rule = {
  nodes: ["FuncCall"],
  check({ fields }) {
    const path = namesOf(fields["funcname"]);
    const name = path.at(-1) ?? "";
    const ownSchema = path.length === 1 || (path.length === 2 && path[0] === "pg_catalog");
    if (ownSchema && allowedFunctions.has(name)) return;
    throw new SqlRefused("function", `The function ${path.join(".")} is not allowed.`, {
      byteOffset: offsetOf(fields),
      hint: "Use the common aggregate, window, text, number, date and JSON functions.",
    });
  },
};
