import type { Filter } from "@heddle/sdk/contract";
import { findColumn, findMeasure, labelOf } from "../../catalog/catalog.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { valueLabel } from "./column-values.ts";
import { lowerFirst, wordList } from "./words.ts";

const mostValuesNamed = 5;

/** A filter in words: "payment method is card or wallet", "revenue is more than 1000". */
export function describeFilter({ member, operator, values }: Filter, catalog: Catalog): string {
  const column = findMeasure(catalog, member) === undefined ? findColumn(catalog, member) : undefined;
  const label =
    findMeasure(catalog, member)?.label ?? (column ? labelOf(column.name, column.definition.label) : member);
  const texts = values.map((value) =>
    column === undefined ? String(value) : valueLabel(column.definition, String(value)),
  );
  const words = texts.map(visible);
  const [first = "", second = ""] = words;
  const any = wordList(
    words.length > mostValuesNamed
      ? [...words.slice(0, mostValuesNamed), `${words.length - mostValuesNamed} more`]
      : words,
    "or",
  );
  const predicates = {
    in: values.length === 0 ? "is none of nothing" : `is ${any}`,
    not_in: values.length === 0 ? "is anything" : `is not ${any}`,
    gt: `is more than ${first}`,
    gte: `is at least ${first}`,
    lt: `is less than ${first}`,
    lte: `is at most ${first}`,
    between: `is between ${first} and ${second}`,
    contains: `contains "${texts[0] ?? ""}"`,
    not_contains: `does not contain "${texts[0] ?? ""}"`,
    is_null: "is not set",
    is_not_null: "is set",
  } satisfies Record<Filter["operator"], string>;
  return `${lowerFirst(label)} ${predicates[operator]}`;
}

/** A value that would vanish in a sentence, empty or with spaces at an end, stands in quotation marks. */
function visible(text: string): string {
  return text === text.trim() && text !== "" ? text : `"${text}"`;
}
