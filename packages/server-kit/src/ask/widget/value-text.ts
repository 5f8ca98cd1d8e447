import type { Cell, Column } from "@heddle/sdk/contract";
import { numberIn } from "./result-shape.ts";

const longestText = 60;

/** A number as text that reads the same in every locale: `1234.50 EUR`, `12.3%`, `42`. */
export function numberText(value: number, { format }: Column): string {
  if (format?.style === "percent") return `${rounded(value * 100, 1)}%`;
  if (format?.style === "currency") return `${value.toFixed(2)} ${format.currency}`;
  return rounded(value, 2);
}

/** A cell as short text; times as ISO 8601, no longer than their unit: `2026-08`, `2026-Q3`. */
export function cellText(cell: Cell | undefined, column: Column): string {
  if (cell === null || cell === undefined) return "(none)";
  if (column.type === "number") {
    const value = numberIn(cell);
    if (value !== null) return numberText(value, column);
  }
  const text = typeof cell === "string" ? cell : JSON.stringify(cell);
  return column.type === "date" && column.format?.style === "time"
    ? dateText(text, column.format.grain)
    : cut(text, longestText);
}

/** Text on one line, no longer than so many characters (UTF-16 units), never cut inside of one. */
export function cut(text: string, longest: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (line.length <= longest) return line;
  return `${line
    .slice(0, longest - 1)
    .replace(/\p{Surrogate}$/u, "")
    .trimEnd()}…`;
}

function dateText(date: string, grain: string | undefined): string {
  if (grain === "year") return date.slice(0, 4);
  if (grain === "month") return date.slice(0, 7);
  return grain === "quarter" ? `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}` : date.slice(0, 10);
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
