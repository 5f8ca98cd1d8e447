import type { WidgetInput } from "../pipeline.ts";
import { isAdditive, numberIn } from "./result-shape.ts";
import type { ResultShape, ShapeColumn } from "./result-shape.ts";
import { cellText, cut, numberText } from "./value-text.ts";

/** What the schema allows for a title and for a summary. */
const longestText = 300;
const longestTitle = 90;
const mostColumnsNamed = 6;

/** The first parts of the reading that make a heading; the question where there is no reading. */
export function widgetTitle({ reading, question }: Pick<WidgetInput, "reading" | "question">): string {
  const text = cut(reading, longestText) || cut(question, longestText) || "Result";
  const parts = text.split(", ");
  let count = parts.length;
  while (count > 1 && parts.slice(0, count).join(", ").length > longestTitle) count--;
  return cut(parts.slice(0, count).join(", "), longestTitle);
}

/** One sentence with the main facts, for people who do not see the drawing. The same rows always give the same words. */
export function widgetSummary(title: string, shape: ResultShape): string {
  return cut(`${cut(title, longestTitle)}: ${facts(shape)}.`, longestText);
}

function facts(shape: ResultShape): string {
  const [value] = shape.measures;
  const [previous] = shape.comparisons;
  const axis = shape.times[0] ?? shape.dimensions[0];
  if (shape.rows.length === 0) return "no rows";
  if (value === undefined || shape.measures.length > 1 || value.column.type !== "number") return sizeWords(shape);
  if (axis === undefined) return shape.rows.length === 1 ? singleWords(shape, value, previous) : sizeWords(shape);
  return spreadWords(shape, value, axis);
}

function singleWords({ rows }: ResultShape, value: ShapeColumn, previous: ShapeColumn | undefined): string {
  const now = numberIn(rows[0]?.[value.index]);
  const before = previous === undefined ? null : numberIn(rows[0]?.[previous.index]);
  if (now === null) return "no value";
  const text = numberText(now, value.column);
  if (previous === undefined || before === null) return text;
  const change =
    before === 0 ? "" : `, ${now >= before ? "up" : "down"} ${Math.abs(((now - before) / before) * 100).toFixed(1)}%`;
  return `${text}, before ${numberText(before, previous.column)}${change}`;
}

/** The range, the total where values add up, the greatest and the least. */
function spreadWords(shape: ResultShape, value: ShapeColumn, axis: ShapeColumn): string {
  const points = shape.rows.flatMap((row) => {
    const number = numberIn(row[value.index]);
    return number === null ? [] : [{ number, name: pointName(shape, row) }];
  });
  const [first] = points;
  if (first === undefined) return `${sizeWords(shape)}, no values`;
  const highest = points.reduce((best, point) => (point.number > best.number ? point : best), first);
  const lowest = points.reduce((best, point) => (point.number < best.number ? point : best), first);
  const total = points.reduce((sum, { number }) => sum + number, 0);
  const words = (number: number) => numberText(number, value.column);
  return [
    extentWords(shape, axis),
    ...(isAdditive(value) && points.length > 1 && Number.isFinite(total) ? [`total ${words(total)}`] : []),
    ...(points.length === 1 ? [`${words(first.number)} for ${first.name}`] : []),
    ...(points.length > 1
      ? [`highest ${words(highest.number)} (${highest.name})`, `lowest ${words(lowest.number)} (${lowest.name})`]
      : []),
  ].join(", ");
}

function pointName({ times, dimensions }: ResultShape, row: ResultShape["rows"][number]): string {
  return [...times, ...dimensions].map(({ column, index }) => cellText(row[index], column)).join(", ");
}

function extentWords(shape: ResultShape, axis: ShapeColumn): string {
  const count = `${shape.rows.length} ${shape.rows.length === 1 ? "row" : "rows"}`;
  if (!shape.times.includes(axis)) return count;
  const texts = shape.rows
    .map((row) => row[axis.index])
    .filter((cell) => typeof cell === "string")
    .toSorted();
  const [from, to] = [texts[0], texts.at(-1)];
  if (from === undefined || to === undefined || from === to) return count;
  return `${count} from ${cellText(from, axis.column)} to ${cellText(to, axis.column)}`;
}

function sizeWords({ rows, times, dimensions, measures, comparisons }: ResultShape): string {
  const labels = [...times, ...dimensions, ...measures, ...comparisons]
    .toSorted((a, b) => a.index - b.index)
    .map(({ column }) => cut(column.label ?? column.name, 40));
  const more = labels.length > mostColumnsNamed ? [`${labels.length - mostColumnsNamed} more`] : [];
  return `${rows.length} ${rows.length === 1 ? "row" : "rows"} of ${[...labels.slice(0, mostColumnsNamed), ...more].join(", ")}`;
}
