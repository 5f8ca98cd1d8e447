import type { MetricQuery } from "@heddle/sdk/contract";
import type { Item } from "./items.ts";

/** A stretch of words to be replaced; `from` equal to `to` inserts. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly phrase: string;
}

/** One way to go on: the question with some words replaced. */
export interface Choice {
  readonly label: string;
  readonly edits: readonly Edit[];
}

/** Why there is no metric query. */
export type Failure =
  | {
      readonly kind: "refuse";
      readonly message: string;
      /** What stands in the way. */
      readonly items: readonly Pick<Item, "from" | "to">[];
    }
  | { readonly kind: "clarify"; readonly message: string; readonly choices: readonly Choice[] };

export type Outcome = { readonly kind: "metric"; readonly query: MetricQuery } | Failure;

export function refusal(message: string, ...items: readonly Pick<Item, "from" | "to">[]): Failure {
  return { kind: "refuse", message, items };
}
