import { widgetConfigSchema } from "@heddle/sdk/contract";
import type { WidgetConfig } from "@heddle/sdk/contract";
import { distinctValues, identifyRows, numbersOf } from "./result-shape.ts";
import type { ResultShape, ShapeColumn } from "./result-shape.ts";
import type { Drawing } from "./widget-rules.ts";

/**
 * What of a config proposed by a model may be used: how to draw, and its title. The rest is left out: its query and its
 * formats could say something else than the rows do, and its summary was written without seeing them.
 * Undefined where the proposal is no valid config or does not fit the result.
 */
export function proposedDrawing(
  proposed: unknown,
  shape: ResultShape,
): { drawing: Drawing; title: string } | undefined {
  const parsed = widgetConfigSchema.safeParse(proposed);
  if (!parsed.success || shape.rows.length === 0 || !fits(parsed.data, shape)) return undefined;
  const { version: _version, title, summary: _summary, query: _query, formats: _formats, ...drawing } = parsed.data;
  return { drawing, title };
}

function fits(config: WidgetConfig, shape: ResultShape): boolean {
  const all = [...shape.times, ...shape.dimensions, ...shape.measures, ...shape.comparisons];
  const find = (name: string | undefined) => all.find(({ column }) => column.name === name);
  const isNumber = (name: string) => find(name)?.column.type === "number";
  switch (config.type) {
    case "kpi":
      return (
        shape.rows.length === 1 &&
        [config.encoding.value, config.encoding.previous ?? config.encoding.value].every(isNumber)
      );
    case "table":
      return (config.encoding.columns ?? []).every((name) => find(name) !== undefined);
    case "pie": {
      const [category, value] = [find(config.encoding.category), find(config.encoding.value)];
      return (
        category !== undefined && value !== undefined && category !== value && isPartOfWhole(shape, category, value)
      );
    }
    case "line":
    case "bar": {
      const { x, y, series } = config.encoding;
      const axes = [x, ...(series === undefined ? [] : [series])].map(find);
      const known = axes.filter((axis) => axis !== undefined);
      const apart = new Set([x, ...(series === undefined ? [] : [series]), ...y]).size === axes.length + y.length;
      const isOrdered =
        config.type === "bar" || (known[0] !== undefined && !distinctValues(shape, known[0]).includes(null));
      const isDrawable = known.every(({ column }) => column.type !== "json") && y.every(isNumber) && isOrdered;
      return (
        apart &&
        known.length === axes.length &&
        isDrawable &&
        !(series !== undefined && y.length > 1) &&
        identifyRows(shape, known)
      );
    }
  }
}

function isPartOfWhole(shape: ResultShape, category: ShapeColumn, value: ShapeColumn): boolean {
  const numbers = numbersOf(shape, value);
  return (
    value.column.type === "number" &&
    numbers.length === shape.rows.length &&
    numbers.every((number) => number >= 0) &&
    identifyRows(shape, [category])
  );
}
