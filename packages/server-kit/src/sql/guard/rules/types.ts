import { SqlRefused } from "../../sql-refused.ts";
import { namesOf, offsetOf } from "../visit.ts";
import type { Rule } from "./rule.ts";

/** Types a value may be cast to. Row types, `regclass` and its kin, `xml` and `name` would open ways to the catalogs. */
const allowedTypes = new Set(
  (
    "int2 int4 int8 integer int smallint bigint float4 float8 real numeric decimal money bool boolean text varchar bpchar char " +
    "date time timetz timestamp timestamptz interval uuid json jsonb bytea"
  ).split(" "),
);

export const typeRule: Rule = {
  nodes: ["TypeName"],
  check({ fields }) {
    const path = namesOf(fields["names"]);
    const ownSchema = path.length === 1 || (path.length === 2 && path[0] === "pg_catalog");
    if (ownSchema && allowedTypes.has(path.at(-1) ?? "")) return;
    throw new SqlRefused("type", `The type ${path.join(".")} is not allowed.`, {
      byteOffset: offsetOf(fields),
      hint: "Cast to text, numeric, integer, boolean, date, timestamptz, interval, uuid or jsonb.",
    });
  },
};
