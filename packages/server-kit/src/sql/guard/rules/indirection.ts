import { SqlRefused } from "../../sql-refused.ts";
import { listOf } from "../visit.ts";
import type { Rule } from "./rule.ts";

/** `array[1]` may be written, `(row).field` and `(row).*` may not: they reach columns that no table is named for. */
export const indirectionRule: Rule = {
  nodes: ["A_Indirection"],
  check({ fields }) {
    if (listOf(fields["indirection"]).every(({ type }) => type === "A_Indices")) return;
    throw new SqlRefused("column", "A field of a row value cannot be selected.", {
      hint: "Name the table's columns themselves.",
    });
  },
};
