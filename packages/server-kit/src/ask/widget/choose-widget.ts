import type { Column, WidgetConfig } from "@heddle/sdk/contract";
import type { ChooseWidget } from "../pipeline.ts";
import { proposedDrawing } from "./proposed-drawing.ts";
import { shapeOf } from "./result-shape.ts";
import { drawingByRule } from "./widget-rules.ts";
import { widgetSummary, widgetTitle } from "./widget-words.ts";

/**
 * The widget for a result: as a model proposed it where that is valid and fits, else by fixed rules after the
 * literature on visualisation (see `widget-rules.ts`, each rule names its source). The same input always gives the same
 * config, and it always passes `widgetConfigSchema`.
 *
 * One value becomes a `kpi`; a course over time a `line`, or bars where it has fewer than three points; categories
 * bars, lying where they are many or have long names; a `pie` only few parts of one whole, when asked for; different
 * units, many series and all else a `table`.
 */
export const chooseWidget: ChooseWidget = (input) => {
  const { query, columns } = input;
  const shape = shapeOf(input);
  const proposal = areNamed(columns) ? proposedDrawing(input.proposed, shape) : undefined;
  const title = proposal?.title ?? widgetTitle(input);
  const drawing =
    proposal?.drawing ?? (areNamed(columns) ? drawingByRule(input, shape) : ({ type: "table", encoding: {} } as const));
  const words = { version: 1, title, summary: widgetSummary(title, shape) } as const;
  return { ...words, ...drawing, ...(query === undefined ? {} : { query }) } satisfies WidgetConfig;
};

/** Whether a config can name every column: SQL may give two the same name. */
function areNamed(columns: readonly Column[]): boolean {
  const names = new Set(columns.map(({ name }) => name));
  return names.size === columns.length && [...names].every((name) => name.length > 0 && name.length <= 128);
}
