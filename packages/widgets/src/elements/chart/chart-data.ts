import type { Cell, Column } from "@heddle/sdk/contract";

/** Rows with their columns. A query's response and an answer both fit. */
export interface ChartData {
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** True when the row cap cut the result. */
  truncated?: boolean;
  receipt?: { dataTime: string | null };
}
