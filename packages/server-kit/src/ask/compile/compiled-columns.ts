import { labelOf } from "../../catalog/catalog.ts";
import { wireTypes } from "../../catalog/definition.ts";
import type { ColumnDefinition, MeasureDefinition } from "../../catalog/definition.ts";
import type { CompiledColumn } from "../pipeline.ts";
import { measureColumn } from "./result-aliases.ts";
import type { ResolvedMeasure, ResolvedQuery } from "./resolved-query.ts";

/** What each column of the result is, in the order of the SQL. */
export function compiledColumns(query: ResolvedQuery): CompiledColumn[] {
  const { grain, zone, comparison } = query.time;
  return [
    ...(grain === undefined
      ? []
      : [
          {
            name: "time",
            label: grain[0]?.toUpperCase() + grain.slice(1),
            role: "time",
            type: grain === "hour" ? "timestamp" : "date",
            format: { style: "time", grain, timeZone: zone },
          } as const,
        ]),
    ...query.dimensions.map(({ member, column }): CompiledColumn => {
      const type = wireTypes[column.type];
      const labels = valueLabels(column);
      const label = labelOf(member.slice(member.indexOf(".") + 1), column.label);
      return {
        name: member,
        label,
        role: "dimension",
        type,
        format: labels === undefined ? plainFormat(type, zone) : { style: "text", labels },
      };
    }),
    ...query.measures.map((measure) => measureColumnOf(query, measure, "current", measure.definition.label)),
    ...(comparison === undefined ? [] : query.measures).map((measure) => {
      const words = comparison?.kind === "previous_year" ? "a year before" : "period before";
      return measureColumnOf(query, measure, "previous", `${measure.definition.label}, ${words}`);
    }),
  ];
}

function measureColumnOf(
  query: ResolvedQuery,
  { name, definition }: ResolvedMeasure,
  period: "current" | "previous",
  label: string,
): CompiledColumn {
  const type = measureType(query, definition);
  return {
    name: measureColumn(name, period),
    label,
    role: period === "current" ? "measure" : "comparison",
    type,
    format: type === "number" ? { style: definition.format ?? "number" } : plainFormat(type, query.time.zone),
  };
}

/** Numbers, but the least and the greatest of a column have its type. */
function measureType({ catalog }: ResolvedQuery, definition: MeasureDefinition): CompiledColumn["type"] {
  if (definition.kind === "ratio" || (definition.aggregate !== "min" && definition.aggregate !== "max"))
    return "number";
  const column = catalog.tables[definition.table]?.columns[definition.column ?? ""];
  return column === undefined ? "number" : wireTypes[column.type];
}

/** What the values of a column are called, where some are not called as they are stored. */
function valueLabels({ values = [] }: ColumnDefinition): Record<string, string> | undefined {
  const labelled = values.flatMap((value) =>
    typeof value === "string" || value.label === undefined ? [] : [[value.value, value.label] as const],
  );
  return labelled.length === 0 ? undefined : Object.fromEntries(labelled);
}

function plainFormat(type: CompiledColumn["type"], timeZone: string): CompiledColumn["format"] {
  if (type === "number") return { style: "number" };
  if (type === "date") return { style: "time", grain: "day", timeZone };
  return type === "timestamp" ? { style: "time", grain: "hour", timeZone } : { style: "text" };
}
