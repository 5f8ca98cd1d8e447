import type { ColumnDefinition } from "../../catalog/definition.ts";

/** The values an enumerated column can hold, as they stand in it; undefined where they are not known. */
export function valuesOf({ values }: ColumnDefinition): readonly string[] | undefined {
  return values?.map((entry) => (typeof entry === "string" ? entry : entry.value));
}

/** What people call a value: its label, or the value with spaces for underscores. */
export function valueLabel({ values }: ColumnDefinition, value: string): string {
  const entry = values?.find((candidate) => typeof candidate !== "string" && candidate.value === value);
  if (typeof entry === "object" && entry.label !== undefined) return entry.label;
  return values === undefined ? value : value.replaceAll("_", " ");
}
