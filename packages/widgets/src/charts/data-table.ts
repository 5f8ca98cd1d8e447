import type { Cell, Column } from "@heddle/sdk/contract";
import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../messages.ts";
import { columnLabel, compareCells } from "./cells.ts";
import type { TableSort } from "./chart.ts";
import type { Formatters } from "./format.ts";

/** More rows than this make a page slow and are read by nobody; sorting still looks at all of them. */
export const maxTableRows = 1000;

export interface DataTableInput {
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  formatters: Formatters;
  caption: string;
  sort: TableSort | null;
  /** Absent where the table is only for screen readers: an invisible button must not take the focus. */
  onSort: ((sort: TableSort) => void) | null;
}

/** Rows as a table: sticky header, numbers on the right, sorting on a click on the header. */
export function dataTable(input: DataTableInput): TemplateResult {
  const { columns, formatters, caption } = input;
  const writers = columns.map((column) => formatters.column(column));
  return html`<table class="w-full text-sm">
    <caption class="sr-only">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column, index) => headerCell(input, column, index))}
      </tr>
    </thead>
    <tbody>
      ${sortedRows(input).map(
        (row) =>
          html`<tr class="hover:bg-sunken">
            ${columns.map((column, index) => {
              const number = column.type === "number";
              return html`<td
                class="border-b border-grid px-3 py-2 ${number ? "text-end tabular-nums whitespace-nowrap" : "max-w-80 truncate"}"
              >
                ${writers[index]?.full(row[index])}
              </td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function headerCell({ sort, onSort }: DataTableInput, column: Column, index: number): TemplateResult {
  const number = column.type === "number";
  const direction = sort?.column === index ? sort.direction : null;
  const next = direction === "ascending" ? "descending" : "ascending";
  const label = columnLabel(column);
  const mark = direction === null ? "" : direction === "ascending" ? "↑" : "↓";
  return html`<th
    scope="col"
    aria-sort=${direction ?? nothing}
    class="sticky top-0 z-10 border-b border-line bg-surface p-0 font-medium text-muted ${number ? "text-end" : "text-start"}"
  >
    ${
      onSort === null
        ? label
        : html`<button
            type="button"
            title=${messages.chart.sortBy(label)}
            @click=${() => onSort({ column: index, direction: next })}
            class="flex w-full items-center gap-1 px-3 py-2 whitespace-nowrap -outline-offset-2 hover:text-text ${number ? "justify-end" : ""}"
          >
            ${number ? html`<span aria-hidden="true" class="w-2">${mark}</span>${label}` : html`${label}<span aria-hidden="true" class="w-2">${mark}</span>`}
          </button>`
    }
  </th>`;
}

function sortedRows({ rows, sort, formatters }: DataTableInput): (readonly Cell[])[] {
  if (!sort) return rows.slice(0, maxTableRows);
  const compare = compareCells(formatters.locale);
  const sign = sort.direction === "ascending" ? 1 : -1;
  const cell = (row: readonly Cell[]) => row[sort.column] ?? null;
  const sorted = rows.toSorted((a, b) => {
    const [left, right] = [cell(a), cell(b)];
    // Empty cells stay last whichever way the table is sorted.
    return left === null || right === null ? compare(left, right) : sign * compare(left, right);
  });
  return sorted.slice(0, maxTableRows);
}
