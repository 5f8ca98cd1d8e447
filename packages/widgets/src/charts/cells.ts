import type { Cell, Column } from "@heddle/sdk/contract";
import { messages } from "../messages.ts";
import { NotDrawable } from "./not-drawable.ts";

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Whether a string is a number written out: exact numerics arrive like this. */
export function isDecimal(value: string): value is `${number}` {
  return decimal.test(value);
}

/** Beyond this, sums of values and distances between them could overflow. */
const largest = 1e300;

/** The number a cell holds, or null where it holds none that can be drawn: null, text, NaN, infinities. */
export function toNumber(cell: Cell | undefined): number | null {
  if (typeof cell !== "number" && (typeof cell !== "string" || !isDecimal(cell))) return null;
  const value = Number(cell);
  return Math.abs(value) <= largest ? value : null;
}

/** The index of a column that a config names. Throws NotDrawable when the data does not have it. */
export function columnIndex(columns: readonly Column[], name: string): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0) throw new NotDrawable(messages.chart.missingColumn(name));
  return index;
}

export function columnLabel(column: Column): string {
  return column.label ?? column.name.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());
}

/** Orders cells for a table: empty ones last, numbers by value, text as the locale does. */
export function compareCells(locale: string): (a: Cell, b: Cell) => number {
  const collator = new Intl.Collator(locale, { numeric: true });
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const [left, right] = [toNumber(a), toNumber(b)];
    if (left !== null && right !== null && left !== right) return left - right;
    return collator.compare(cellText(a), cellText(b));
  };
}

/** A cell as plain text; objects and arrays as JSON. */
export function cellText(cell: Cell): string {
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}
