import type { Cell, Column, WidgetConfigOf, WidgetType } from "@heddle/sdk/contract";
import type { SVGTemplateResult, TemplateResult } from "lit";
import type { Formatters } from "./format.ts";

/** Pixels of the box a chart may fill. */
export interface Size {
  width: number;
  height: number;
}

export interface TableSort {
  /** Index into the columns shown. */
  column: number;
  direction: "ascending" | "descending";
}

/** What every chart function is given. It reads nothing else, so that the same input always draws the same picture. */
export interface ChartInput<T extends WidgetType = WidgetType> {
  config: WidgetConfigOf<T>;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  size: Size;
  formatters: Formatters;
  /** Where the reader has sorted a table. */
  sort?: TableSort | null;
  onSort?: (sort: TableSort) => void;
}

export interface StopEntry {
  label: string;
  value: string;
  /** Class that carries the colour: `series-0` ... `series-7`, `series-other`. */
  color?: string;
}

/** One place that the pointer and the arrow keys can reach: what is there, and how it is marked. */
export interface Stop {
  /** Pixels from the drawing's upper left corner, where the tooltip points. */
  x: number;
  y: number;
  heading: string;
  entries: StopEntry[];
  marker: SVGTemplateResult;
}

/** The stops of a drawing, in reading order, built only when they are asked for. */
export interface Stops {
  count: number;
  at(index: number): Stop;
  /** The stop nearest to a pixel, or null where the pixel belongs to none. */
  nearest(x: number, y: number): number | null;
}

export interface LegendEntry {
  label: string;
  color: string;
  dashed?: boolean;
}

/** What a chart function gives back. */
export interface Chart {
  drawing: TemplateResult;
  /** Pixels; more than the box's height where the drawing scrolls. */
  height: number;
  stops: Stops;
  legend: LegendEntry[];
  /** What the drawing leaves out, in words. */
  notes: string[];
}

export const noStops: Stops = {
  count: 0,
  at: () => {
    throw new RangeError("This drawing has no stops");
  },
  nearest: () => null,
};
