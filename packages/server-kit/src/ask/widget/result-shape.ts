import type { Cell, Column } from "@heddle/sdk/contract";
import type { WidgetInput } from "../pipeline.ts";

/** A column with where it stands in a row. */
export interface ShapeColumn {
  readonly column: Column;
  readonly index: number;
}

/** A result sorted by what its columns are for. */
export interface ResultShape {
  readonly times: readonly ShapeColumn[];
  readonly dimensions: readonly ShapeColumn[];
  readonly measures: readonly ShapeColumn[];
  readonly comparisons: readonly ShapeColumn[];
  readonly rows: WidgetInput["rows"];
}

/** Numbers that name rather than measure: `id`, `order_id`, `year`, `month`. */
const namingNumber = /(^|_)(id|year|quarter|month|week|weekday|day|dow|hour)$/i;

/**
 * Roles as a metric query gave them; where SQL was written freely they follow from the types, as in Show Me: numbers
 * measure, dates and timestamps are time (the first of them the axis), the rest names.
 */
export function shapeOf({ columns, rows }: Pick<WidgetInput, "columns" | "rows">): ResultShape {
  const shape = {
    times: [] as ShapeColumn[],
    dimensions: [] as ShapeColumn[],
    measures: [] as ShapeColumn[],
    comparisons: [] as ShapeColumn[],
  };
  columns.forEach((column, index) => {
    const role = column.role ?? inferredRole(column, shape.times.length > 0);
    const group = ({ time: "times", dimension: "dimensions", measure: "measures", comparison: "comparisons" } as const)[
      role
    ];
    shape[group].push({ column, index });
  });
  return { ...shape, rows };
}

function inferredRole({ type, name }: Column, hasTime: boolean): NonNullable<Column["role"]> {
  if (type === "number") return namingNumber.test(name) ? "dimension" : "measure";
  return (type === "date" || type === "timestamp") && !hasTime ? "time" : "dimension";
}

/** A cell as a number: JSON numbers and decimal strings (which stand where a double would not be exact); else null. */
export function numberIn(cell: Cell | undefined): number | null {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== "string" || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell)) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** The numbers of a column, nulls left out. */
export function numbersOf(shape: ResultShape, { index }: ShapeColumn): number[] {
  return shape.rows.flatMap((row) => numberIn(row[index]) ?? []);
}

/** The different values of a column; null is one of them. */
export function distinctValues(shape: ResultShape, { index }: ShapeColumn): Cell[] {
  return [...new Set(shape.rows.map((row) => row[index] ?? null))];
}

/** Whether no two rows have the same values in these columns: each mark of a chart then stands for one row. */
export function identifyRows(shape: ResultShape, columns: readonly ShapeColumn[]): boolean {
  const seen = new Set(shape.rows.map((row) => JSON.stringify(columns.map(({ index }) => row[index] ?? null))));
  return seen.size === shape.rows.length;
}

/** Whether values may be added up to a whole: no rates and no means, as far as format and name tell. */
export function isAdditive({ column }: ShapeColumn): boolean {
  if (column.format?.style === "percent") return false;
  return !/\b(average|avg|mean|median|rate|ratio|percent(age)?|share|min(imum)?|max(imum)?|distinct|unique)\b/i.test(
    `${column.label ?? ""} ${column.name.replaceAll("_", " ")}`,
  );
}

/** What a number is counted in; two columns can share an axis only where this is equal. */
export function unitOf({ column: { format } }: ShapeColumn): string {
  if (format?.style === "currency") return format.currency;
  return format?.style === "percent" ? "percent" : "number";
}
