import type { Cell, Column } from "@heddle/sdk/contract";

const widest = 40;

/** A result as aligned text; numbers to the right, long values cut. */
export function textTable(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string[] {
  const header = columns.map(({ name, label }) => cut(label ?? name));
  const body = rows.map((row) => row.map((cell) => cut(textOf(cell))));
  const widths = header.map((title, index) => Math.max(title.length, ...body.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.type === "number" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}

function textOf(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

function cut(text: string): string {
  // A control character could move the cursor or colour the terminal.
  const plain = text.replaceAll(/\p{Cc}/gu, " ");
  return plain.length > widest ? `${plain.slice(0, widest - 1)}…` : plain;
}
