import type { WidgetConfig } from "@heddle/sdk/contract";
import type { WidgetInput } from "../pipeline.ts";
import { distinctValues, identifyRows, isAdditive, numbersOf, unitOf } from "./result-shape.ts";
import type { ResultShape, ShapeColumn } from "./result-shape.ts";

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;
/** The part of a config that says how to draw; the words are added later. */
export type Drawing = DistributiveOmit<WidgetConfig, "version" | "title" | "summary" | "query" | "formats">;

/** A rule looks at a result and says how to draw it, or nothing where it does not apply. */
type WidgetRule = (shape: ResultShape, input: WidgetInput) => Drawing | undefined;

/** From so many points a line shows a course; two points are a comparison. */
const fewestLinePoints = 3;
/** More colours cannot be told apart at a glance (Healey 1996 found seven; one more stays legible in a legend). */
const mostSeries = 8;
const mostBars = 40;
const mostVerticalBars = 8;
const longestVerticalLabel = 12;
const mostSlices = 6;
const mostValues = 10;

const asksForParts = /\b(share|shares|split|proportions?|percentages?|composition|distribution|make-?up|parts?)\b/i;

/*
 * The rules, first match wins. They follow two criteria of Mackinlay (1986, "Automating the Design of Graphical
 * Presentations of Relational Information", ACM TOG 5(2)): a drawing must be *expressive*, saying the data and nothing
 * but the data, and of those the most *effective* is taken, whose marks people read best. The reading order of marks,
 * position before length before angle before colour, is that of Cleveland and McGill (1984, "Graphical Perception",
 * JASA 79). Which chart a set of fields gets by default follows Mackinlay, Hanrahan and Stolte (2007, "Show Me:
 * Automatic Presentation for Visual Analysis", IEEE TVCG 13(6)); that soft preferences are only compared among
 * drawings which break no hard rule follows Moritz et al. (2019, "Formalizing Visualization Design Knowledge as
 * Constraints", Draco, IEEE TVCG 25(1)).
 */
const rules: readonly WidgetRule[] = [
  emptyTable,
  singleValue,
  mixedUnits,
  courseOverTime,
  partsOfWhole,
  categories,
  crossedCategories,
];

/** How a result is drawn: by the first rule that applies, else as a table, which can express everything. */
export function drawingByRule(input: WidgetInput, shape: ResultShape): Drawing {
  for (const rule of rules) {
    const drawing = rule(shape, input);
    if (drawing !== undefined) return drawing;
  }
  return table;
}

const table: Drawing = { type: "table", encoding: {} };

/** Nothing to draw: no rows, or no value in any of them (a single null stays a single value). */
function emptyTable(shape: ResultShape): Drawing | undefined {
  if (shape.rows.length === 0) return table;
  const isEmpty = [...shape.measures, ...shape.comparisons].every((column) => numbersOf(shape, column).length === 0);
  return isEmpty && shape.rows.length > 1 ? table : undefined;
}

/** One number is read as text, with the earlier one beside it: there is no relation to draw (Show Me, "text"). */
function singleValue({ rows, times, dimensions, measures, comparisons }: ResultShape): Drawing | undefined {
  const [value, ...others] = measures;
  const [previous] = comparisons;
  if (rows.length !== 1 || value === undefined || others.length + times.length + dimensions.length > 0)
    return undefined;
  if (value.column.type !== "number") return undefined;
  return {
    type: "kpi",
    encoding: { value: value.column.name, ...(previous === undefined ? {} : { previous: previous.column.name }) },
  };
}

/** Different units on one axis express a relation that the data do not have (Mackinlay's expressiveness). */
function mixedUnits({ measures, comparisons }: ResultShape): Drawing | undefined {
  const values = [...measures, ...comparisons];
  const isDrawable =
    values.length > 0 && values.length <= mostValues && values.every(({ column }) => column.type === "number");
  return isDrawable && new Set(values.map(unitOf)).size === 1 ? undefined : table;
}

/**
 * Time runs along x (Show Me). A line says "course", bars say "these few, one against the other" (Zacks and Tversky
 * 1999, "Bars and Lines", Memory & Cognition 27(6)). Series are told by colour, the least exact mark, so few of them.
 */
function courseOverTime(shape: ResultShape): Drawing | undefined {
  const [time, ...otherTimes] = shape.times;
  if (time === undefined || otherTimes.length > 0) return undefined;
  const [series, ...others] = shape.dimensions;
  const points = distinctValues(shape, time);
  if (others.length > 0 || points.includes(null) || !identifyRows(shape, [time, ...shape.dimensions])) return table;
  const y = [...shape.measures, ...shape.comparisons].map(({ column }) => column.name);
  if (series !== undefined && (y.length > 1 || distinctValues(shape, series).length > mostSeries)) return table;
  const encoding = { x: time.column.name, y, ...(series === undefined ? {} : { series: series.column.name }) };
  if (points.length >= fewestLinePoints) return { type: "line", encoding };
  return { type: "bar", encoding };
}

/**
 * Angles are read worse than lengths, so a pie is drawn only where it says what bars do not: that few parts make up one
 * whole, and only when asked for (Cleveland and McGill 1984). Cut by a limit or by value the parts are not the whole.
 */
function partsOfWhole(shape: ResultShape, { question, query }: WidgetInput): Drawing | undefined {
  const [category, ...others] = shape.dimensions;
  const [value, ...otherValues] = [...shape.measures, ...shape.comparisons];
  if (category === undefined || value === undefined || others.length + otherValues.length > 0) return undefined;
  const isCut =
    query !== undefined &&
    (query.limit !== undefined || query.filters.some(({ member }) => query.measures.includes(member)));
  const numbers = numbersOf(shape, value);
  const isWhole =
    numbers.length === shape.rows.length &&
    numbers.every((number) => number >= 0) &&
    numbers.some((number) => number > 0);
  const isFew = shape.rows.length >= 2 && shape.rows.length <= mostSlices;
  if (
    !asksForParts.test(question) ||
    isCut ||
    !isWhole ||
    !isFew ||
    !isAdditive(value) ||
    !identifyRows(shape, [category])
  ) {
    return undefined;
  }
  return { type: "pie", encoding: { category: category.column.name, value: value.column.name } };
}

/**
 * Lengths from a common base line are read best of all that compares categories (Cleveland and McGill 1984). Many bars
 * or long names lie on their side, so that names stay level and readable.
 */
function categories(shape: ResultShape): Drawing | undefined {
  const [category, ...others] = shape.dimensions;
  if (category === undefined || others.length > 0) return undefined;
  const y = [...shape.measures, ...shape.comparisons].map(({ column }) => column.name);
  const tooMany = shape.rows.length < 2 || shape.rows.length > mostBars || shape.rows.length * y.length > 2 * mostBars;
  if (tooMany || !isNominal(category) || !identifyRows(shape, [category])) return table;
  return { type: "bar", encoding: { x: category.column.name, y }, orientation: orientationOf(shape, category) };
}

/** Two crossed categories: the one with fewer values becomes the colour (Show Me, "stacked bars"). */
function crossedCategories(shape: ResultShape): Drawing | undefined {
  const [first, second, ...others] = shape.dimensions;
  const [value, ...otherValues] = [...shape.measures, ...shape.comparisons];
  if (first === undefined || second === undefined || value === undefined || others.length + otherValues.length > 0)
    return undefined;
  const counts = [first, second].map((column) => distinctValues(shape, column).length);
  const [x, series] = (counts[0] ?? 0) >= (counts[1] ?? 0) ? [first, second] : [second, first];
  const tooMany = Math.min(...counts) > mostSeries || Math.max(...counts) > mostBars;
  if (
    tooMany ||
    shape.rows.length < 2 ||
    !isNominal(first) ||
    !isNominal(second) ||
    !identifyRows(shape, [first, second])
  )
    return table;
  const stacked = isAdditive(value) && numbersOf(shape, value).every((number) => number >= 0);
  const encoding = { x: x.column.name, y: [value.column.name], series: series.column.name };
  return { type: "bar", encoding, orientation: orientationOf(shape, x), stacked };
}

/** Documents have no place on an axis. */
function isNominal({ column }: ShapeColumn): boolean {
  return column.type !== "json";
}

function orientationOf(shape: ResultShape, column: ShapeColumn): "horizontal" | "vertical" {
  const labels = distinctValues(shape, column).map((value) =>
    typeof value === "string" ? value : JSON.stringify(value),
  );
  const isLong = labels.some((label) => [...label].length > longestVerticalLabel);
  return isLong || labels.length > mostVerticalBars ? "horizontal" : "vertical";
}
