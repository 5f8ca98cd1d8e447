import { findColumn, findMeasure, labelOf } from "../../../catalog/catalog.ts";
import type { Catalog } from "../../../catalog/catalog.ts";
import { indexOf } from "./catalog-index.ts";
import type { MemberMeaning } from "./catalog-index.ts";
import { phraseOf } from "./words.ts";

/** A column in words that mean it alone: its label, with its table where that means others too. */
export function columnPhrase(catalog: Catalog, member: string): string {
  const column = findColumn(catalog, member);
  if (column === undefined) return member;
  const { label } = column.definition;
  const others = (indexOf(catalog).exact.get(phraseOf(label ?? "")) ?? []).filter(
    (meaning) => "member" in meaning && meaning.member !== member,
  );
  if (label !== undefined && others.length === 0) return label;
  return `${labelOf(column.table, catalog.tables[column.table]?.label)} ${labelOf(column.name, undefined)}`;
}

export function measureLabel(catalog: Catalog, name: string): string {
  return labelOf(name, findMeasure(catalog, name)?.label);
}

/** A meaning as a choice: its label, and a phrase that says it and nothing else. */
export function memberChoice(catalog: Catalog, meaning: MemberMeaning): { label: string; phrase: string } {
  const column = columnPhrase(catalog, meaning.member);
  // A time column is one of the measured table: its bare name does. "With" keeps it apart from a table before it.
  if (meaning.kind === "time")
    return { label: column, phrase: `with ${labelOf(meaning.member.slice(meaning.table.length + 1), undefined)}` };
  if (meaning.kind !== "value") return { label: column, phrase: column.toLowerCase() };
  const value = valueLabel(catalog, meaning.member, meaning.value);
  return { label: `${column}: ${value}`, phrase: `${column} ${value}`.toLowerCase() };
}

export function valueLabel(catalog: Catalog, member: string, value: string): string {
  const values = findColumn(catalog, member)?.definition.values ?? [];
  for (const entry of values) {
    if (typeof entry !== "string" && entry.value === value) return entry.label ?? labelOf(value, undefined);
  }
  return labelOf(value, undefined);
}
