import { SqlRefused } from "../../sql-refused.ts";
import { offsetOf } from "../visit.ts";
import type { Rule } from "./rule.ts";

const clocks = new Set([
  "SVFOP_CURRENT_DATE",
  "SVFOP_CURRENT_TIME",
  "SVFOP_CURRENT_TIME_N",
  "SVFOP_CURRENT_TIMESTAMP",
  "SVFOP_CURRENT_TIMESTAMP_N",
  "SVFOP_LOCALTIME",
  "SVFOP_LOCALTIME_N",
  "SVFOP_LOCALTIMESTAMP",
  "SVFOP_LOCALTIMESTAMP_N",
]);

/** The clock may be read; who is connected, to what, may not (`CURRENT_USER`, `CURRENT_CATALOG`, ...). */
export const sessionValueRule: Rule = {
  nodes: ["SQLValueFunction"],
  check({ fields }) {
    if (clocks.has(fields["op"] as string)) return;
    throw new SqlRefused("function", "Values about the session are not allowed.", {
      byteOffset: offsetOf(fields),
      hint: "Only CURRENT_DATE, CURRENT_TIMESTAMP and the other clocks may be read.",
    });
  },
};
