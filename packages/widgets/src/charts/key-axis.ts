import type { Grain } from "@heddle/sdk/contract";
import { messages } from "../messages.ts";
import type { PlacedLabel } from "./axis.ts";
import { toNumber } from "./cells.ts";
import { NotDrawable } from "./not-drawable.ts";
import { axisFontSize, type Frame } from "./frame.ts";
import { linearScale, niceTicks } from "./scale.ts";
import type { SeriesTable } from "./series.ts";
import { fitText, textWidth } from "./text-width.ts";
import { calendarTicks, fromWall, parseTime, zoneOffset } from "./time.ts";

/** The horizontal axis of a line: where each key lies and what is written below. */
export interface KeyAxis {
  /** Indexes into the keys, in drawing order; keys that cannot be placed are left out. */
  order: number[];
  /** Pixels of each entry of `order`. */
  xs: number[];
  labels: PlacedLabel[];
}

/** Whether labels of these keys come in two lines, so that the frame leaves room for both. */
export function labelLines(table: SeriesTable): 1 | 2 {
  return parseTime(table.keys[0]) && table.keyFormatter.grain !== "year" ? 2 : 1;
}

/** Places keys by time or value where they have one, else evenly in the order they came. */
export function keyAxis(table: SeriesTable, frame: Frame): KeyAxis {
  if (isTimeColumn(table)) {
    const times = table.keys.map(parseTime);
    if (times.some((time) => time !== null)) return timeAxis(table, times, frame);
  }
  if (table.keyColumn.type === "number") return numberAxis(table, frame);
  return categoryAxis(table, frame);
}

function isTimeColumn({ keyColumn, keyFormatter }: SeriesTable): boolean {
  return keyColumn.type === "date" || keyColumn.type === "timestamp" || keyFormatter.grain !== null;
}

function place(values: readonly (number | null)[], frame: Frame) {
  const order: number[] = [];
  for (const [index, value] of values.entries()) if (value !== null) order.push(index);
  if (order.length === 0) throw new NotDrawable(messages.chart.notDrawable);
  const at = (index: number) => values[index] as number;
  // Rows mostly come in order, and sorting a million takes longer than drawing them.
  if (order.some((index, position) => position > 0 && at(order[position - 1] as number) > at(index))) {
    order.sort((a, b) => at(a) - at(b));
  }
  const domain: [number, number] = [at(order[0] as number), at(order.at(-1) as number)];
  const scale = linearScale(domain, [frame.left, frame.right]);
  return { order, scale, domain, xs: order.map((index) => scale(at(index))) };
}

function timeAxis(table: SeriesTable, times: ReturnType<typeof parseTime>[], frame: Frame): KeyAxis {
  const placed = place(
    times.map((time) => time?.ms ?? null),
    frame,
  );
  const { keyFormatter } = table;
  const isLocal = times.find((time) => time !== null)?.local ?? true;
  const zone = isLocal ? "UTC" : keyFormatter.timeZone;
  const [from, to] = placed.domain.map((ms) => ms + zoneOffset(ms, zone)) as [number, number];
  const grain: Grain = keyFormatter.grain ?? (table.keyColumn.type === "timestamp" ? "hour" : "day");
  const { values, grain: shown } = calendarTicks(from, to, frame.right - frame.left, grain);
  const ticks = values.length > 0 ? values.map((wall) => fromWall(wall, zone)) : [placed.domain[0]];
  const labels = ticks.map((ms) => ({ x: placed.scale(ms), ...keyFormatter.timeTick(ms, isLocal, shown) }));
  return { order: placed.order, xs: placed.xs, labels };
}

function numberAxis(table: SeriesTable, frame: Frame): KeyAxis {
  const placed = place(table.keys.map(toNumber), frame);
  const [from, to] = placed.domain;
  const ticks = niceTicks(from, to, (frame.right - frame.left) / 80).values.filter(
    (tick) => tick >= from && tick <= to,
  );
  const texts = table.keyFormatter.ticks(ticks);
  const labels = ticks.map((tick, index) => ({ x: placed.scale(tick), text: texts[index] ?? "", context: null }));
  return { order: placed.order, xs: placed.xs, labels };
}

function categoryAxis(table: SeriesTable, frame: Frame): KeyAxis {
  const order = table.keys.map((_, index) => index);
  const scale = linearScale([0, Math.max(1, order.length - 1)], [frame.left + 24, frame.right - 24]);
  const xs = order.map((index) => (order.length === 1 ? (frame.left + frame.right) / 2 : scale(index)));
  return {
    order,
    xs,
    labels: thinLabels(
      order.map((index) => table.keyFormatter.full(table.keys[index])),
      xs,
    ),
  };
}

/** Every n-th label, so that each has room for at least the start of its text. */
function thinLabels(texts: readonly string[], xs: readonly number[]): PlacedLabel[] {
  const step = xs.length > 1 ? (xs[1] as number) - (xs[0] as number) : 200;
  const widest = Math.min(96, Math.max(...texts.slice(0, 500).map((text) => textWidth(text, axisFontSize))) + 12);
  const every = Math.max(1, Math.ceil(widest / step));
  return texts.flatMap((text, index) =>
    index % every === 0 ? [{ x: xs[index] as number, text: fitText(text, every * step - 8), context: null }] : [],
  );
}
