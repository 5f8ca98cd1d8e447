import type { MetricQueryInput } from "@heddle/sdk/contract";

export const questionsNow = new Date("2026-11-21T10:00:00Z");

export type Expectation =
  | { readonly query: MetricQueryInput }
  /** Words of which at least these must be named as not understood; empty where the grammar refuses. */
  | { readonly refuse: readonly string[] }
  /** Labels of the choices, in any order. */
  | { readonly clarify: readonly string[] };

export type Row = readonly [question: string, expected: Expectation];
type Range = NonNullable<NonNullable<MetricQueryInput["time"]>["range"]>;

export const relative = (unit: Extract<Range, { type: "relative" }>["unit"], offset = 0, count = 1): Range => ({
  type: "relative",
  unit,
  offset,
  count,
});
export const between = (from: string, to: string): Range => ({ type: "absolute", from, to });
export const is = (member: string, ...values: string[]) => ({ member, operator: "in" as const, values });
export const isNot = (member: string, ...values: string[]) => ({ member, operator: "not_in" as const, values });
export const down = (by: string) => [{ by, direction: "desc" as const }];
export const up = (by: string) => [{ by, direction: "asc" as const }];
export const means = (measures: string | string[], rest: Omit<MetricQueryInput, "measures"> = {}): Expectation => ({
  query: { measures: [measures].flat(), ...rest },
});
export const refuse = (...words: string[]): Expectation => ({ refuse: words });
export const clarify = (...labels: string[]): Expectation => ({ clarify: labels });

export const thisYear = relative("year");
export const thisMonth = relative("month");
export const lastMonth = relative("month", -1);
export const name = ["merchants.name"];
