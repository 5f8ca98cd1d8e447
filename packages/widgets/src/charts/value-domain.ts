import type { Series } from "./series.ts";
import { niceTicks, type Ticks } from "./scale.ts";

/** The lowest and highest value of all series; zero to zero where there is none. */
export function extent(series: readonly Series[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of series) {
    for (const value of values) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 0];
}

/** Ticks that always hold zero: a bar's length means its value only from zero on. */
export function ticksFromZero([low, high]: readonly [number, number], count: number): Ticks {
  return niceTicks(Math.min(0, low), Math.max(0, high), count);
}

/** Ticks of a line: from zero, unless all values lie far from it and their changes would be lost. */
export function ticksOfLine([low, high]: readonly [number, number], count: number): Ticks {
  const far = (low > 0 && low > 0.7 * high) || (high < 0 && high < 0.7 * low);
  return far && low !== high ? niceTicks(low, high, count) : ticksFromZero([low, high], count);
}

/** About one tick for every 48 pixels. */
export function tickCount(pixels: number): number {
  return Math.max(2, Math.round(pixels / 48));
}
