import type { Size } from "./chart.ts";
import { textWidth } from "./text-width.ts";

/** The rectangle inside the axes, in pixels of the drawing. */
export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const axisFontSize = 12;
/** Pixels between two lines of axis labels. */
export const axisLine = 16;

/** Leaves room for the widest value label on the left and for lines of labels below. */
export function cartesianFrame(size: Size, valueLabels: readonly string[], lines: 0 | 1 | 2): Frame {
  const left = Math.ceil(Math.max(...valueLabels.map((label) => textWidth(label, axisFontSize)), 0)) + 10;
  return {
    left: Math.min(left, size.width / 2),
    top: 10,
    right: Math.max(size.width - 14, size.width / 2 + 1),
    bottom: Math.max(size.height - 10 - lines * axisLine, 20),
  };
}
