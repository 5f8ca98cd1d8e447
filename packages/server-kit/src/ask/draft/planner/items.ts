import type { Grain, TimeRange } from "@heddle/sdk/contract";
import type { Meaning } from "./catalog-index.ts";

export type Comparison = "gt" | "gte" | "lt" | "lte" | "between";
export type Direction = "asc" | "desc";

/** What a grammar phrase says. */
export type Sign =
  /** "by", "for each": what follows splits the result. */
  | { readonly kind: "by" }
  | { readonly kind: "and"; readonly how: "and" | "comma" | "versus" }
  | { readonly kind: "not" }
  /** A preposition: joins without saying more. */
  | { readonly kind: "link"; readonly relative?: boolean }
  | { readonly kind: "which" }
  | { readonly kind: "quantity"; readonly of: "count" | "much" | "amount" }
  | {
      readonly kind: "rank";
      readonly direction: Direction;
      readonly tone?: "good" | "bad";
      readonly common?: boolean;
      readonly counts?: boolean;
      readonly limit?: number;
    }
  | { readonly kind: "sort" }
  | { readonly kind: "direction"; readonly direction: Direction }
  | { readonly kind: "breakdown" }
  | { readonly kind: "compare"; readonly with?: "previous_period" | "previous_year"; readonly unit?: Grain }
  | { readonly kind: "earlier"; readonly period: "previous_period" | "previous_year" }
  | { readonly kind: "unit"; readonly unit: Grain; readonly plural: boolean }
  | { readonly kind: "grain"; readonly grain: Grain }
  | { readonly kind: "trend" }
  /** "Currently": true of a state, not of a sum. */
  | { readonly kind: "now" }
  | { readonly kind: "state" }
  | { readonly kind: "define" }
  | { readonly kind: "stop" };

/** A way to read a time phrase that allows for two. */
export interface RangeChoice {
  readonly label: string;
  /** A phrase to put in its place. */
  readonly phrase: string;
}

/** What a stretch of words is. */
export type Reading =
  | Sign
  | {
      readonly kind: "term";
      readonly meanings: readonly Meaning[];
      readonly singular: boolean;
      readonly exact: boolean;
    }
  | { readonly kind: "range"; readonly range: TimeRange | null; readonly previous?: boolean }
  | { readonly kind: "either"; readonly choices: readonly RangeChoice[] }
  | {
      readonly kind: "threshold";
      readonly operator: Comparison;
      readonly values: readonly number[];
      readonly percent: boolean;
    }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "quoted"; readonly value: string }
  | { readonly kind: "unknown" };

/** A reading with the words it stands for. */
export type Item<R extends Reading = Reading> = R & {
  /** Index of the first word, and of the one after the last. */
  readonly from: number;
  readonly to: number;
};

export type TermItem = Item<Extract<Reading, { kind: "term" }>>;
export type ItemOf<K extends Reading["kind"]> = Item<Extract<Reading, { kind: K }>>;
