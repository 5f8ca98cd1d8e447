import { type SVGTemplateResult, svg } from "lit";
import type { TickLabel } from "./format.ts";
import { axisFontSize, axisLine, type Frame } from "./frame.ts";
import type { LinearScale } from "./scale.ts";
import { textWidth } from "./text-width.ts";

/** Horizontal grid lines with the value of each on the left; the zero line is drawn stronger. */
export function valueAxis(ticks: readonly number[], labels: readonly string[], y: LinearScale, frame: Frame) {
  return ticks.map((tick, index) => {
    const at = Math.round(y(tick));
    return svg`
      <line class=${tick === 0 ? "stroke-line" : "stroke-grid"} x1=${frame.left} x2=${frame.right} y1=${at} y2=${at}
        shape-rendering="crispEdges" />
      <text class="fill-muted tabular-nums" x=${frame.left - 10} y=${at} dy="0.34em" text-anchor="end"
        font-size=${axisFontSize}>${labels[index]}</text>`;
  });
}

/** Vertical grid lines with the value of each below, for horizontal bars. */
export function valueAxisBelow(ticks: readonly number[], labels: readonly string[], x: LinearScale, frame: Frame) {
  const room = ticks.length > 1 ? Math.abs(x(ticks[1] ?? 0) - x(ticks[0] ?? 0)) : Number.POSITIVE_INFINITY;
  const widest = Math.max(...labels.map((label) => textWidth(label, axisFontSize)));
  const every = Math.max(1, Math.ceil((widest + 12) / room));
  return ticks.map((tick, index) => {
    const at = Math.round(x(tick));
    const label = index % every === 0 ? labels[index] : "";
    return svg`
      <line class=${tick === 0 ? "stroke-line" : "stroke-grid"} x1=${at} x2=${at} y1=${frame.top} y2=${frame.bottom}
        shape-rendering="crispEdges" />
      <text class="fill-muted tabular-nums" x=${at} y=${frame.bottom + axisLine} text-anchor="middle"
        font-size=${axisFontSize}>${label}</text>`;
  });
}

export interface PlacedLabel extends TickLabel {
  /** Pixels, the middle of the label. */
  x: number;
}

/**
 * Labels below a drawing, in up to two lines: `Nov`, `Dec`, `Jan` and, under the first of each run, `2025`, `2026`.
 * A label that would touch its neighbour or leave the drawing is left out.
 */
export function labelsBelow(labels: readonly PlacedLabel[], frame: Frame, width: number): SVGTemplateResult[] {
  let lastContext: string | null = null;
  let [textEnd, contextEnd] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return labels.flatMap(({ x, text, context }) => {
    const half = textWidth(text, axisFontSize) / 2;
    if (x - half < textEnd || x + half > width) return [];
    textEnd = x + half + 8;
    const parts = [axisText(x, frame.bottom + axisLine + 2, text, "fill-muted")];
    if (context !== null && context !== lastContext) {
      const contextHalf = textWidth(context, axisFontSize) / 2;
      if (x - contextHalf >= contextEnd) {
        parts.push(axisText(x, frame.bottom + 2 * axisLine + 2, context, "fill-muted"));
        contextEnd = x + contextHalf + 8;
        lastContext = context;
      }
    }
    return parts;
  });
}

function axisText(x: number, y: number, text: string, color: string): SVGTemplateResult {
  return svg`<text class=${color} x=${x} y=${y} text-anchor="middle" font-size=${axisFontSize}>${text}</text>`;
}
