/**
 * The indexes of the points that make the picture: of each column of pixels the first, the last, the lowest and the
 * highest. A line through them covers the same pixels as a line through all.
 * After U. Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7 (2014).
 *
 * A run of nulls keeps its first member, so that the gap stays a gap.
 *
 * @param xs pixels, ascending
 * @param columns how many columns of pixels there are
 */
export function reduceToPixels(xs: readonly number[], values: readonly (number | null)[], columns: number): number[] {
  if (values.length <= columns * 4) return values.map((_, index) => index);
  const kept: number[] = [];
  let start = 0;
  while (start < values.length) {
    const column = Math.floor(xs[start] ?? 0);
    let end = start + 1;
    while (end < values.length && Math.floor(xs[end] ?? 0) === column) end += 1;
    kept.push(...extremes(values, start, end));
    start = end;
  }
  return kept;
}

/** First, last, lowest, highest and the first null of `start` to `end` (exclusive), ascending and without repeats. */
function extremes(values: readonly (number | null)[], start: number, end: number): number[] {
  let [low, high, empty] = [-1, -1, -1];
  for (let index = start; index < end; index += 1) {
    const value = values[index] ?? null;
    if (value === null) {
      if (empty < 0) empty = index;
      continue;
    }
    if (low < 0 || value < (values[low] as number)) low = index;
    if (high < 0 || value > (values[high] as number)) high = index;
  }
  const found = [start, low, high, empty, end - 1].filter((index) => index >= 0).toSorted((a, b) => a - b);
  return found.filter((index, position) => index !== found[position - 1]);
}
