import type { Comparison, Reading } from "./items.ts";
import type { Word } from "./words.ts";

const before: Record<string, Comparison> = {
  "more than": "gt",
  over: "gt",
  above: "gt",
  "greater than": "gt",
  "higher than": "gt",
  "larger than": "gt",
  "bigger than": "gt",
  exceeding: "gt",
  ">": "gt",
  "at least": "gte",
  "no less than": "gte",
  "not less than": "gte",
  "no fewer than": "gte",
  "a minimum of": "gte",
  ">=": "gte",
  "less than": "lt",
  "fewer than": "lt",
  "lower than": "lt",
  "smaller than": "lt",
  under: "lt",
  below: "lt",
  "<": "lt",
  "at most": "lte",
  "no more than": "lte",
  "not more than": "lte",
  "up to": "lte",
  "a maximum of": "lte",
  "<=": "lte",
};
const after: Record<string, Comparison> = {
  "or more": "gte",
  "or above": "gte",
  "or less": "lte",
  "or fewer": "lte",
  "or below": "lte",
};
const longestComparison = 3;

/** The words that only comparisons are made of. */
export const thresholdWords: readonly string[] = [
  ...Object.keys(before),
  ...Object.keys(after),
  "between",
  "percent",
].flatMap((phrase) => phrase.split(" "));

interface Amount {
  readonly value: number;
  readonly percent: boolean;
  readonly to: number;
}

/**
 * A comparison with a number at a word: "more than 100", "over 1%", "between 10 and 20", "5 or more".
 * Undefined where there is none. `to` is the index after its last word.
 */
export function thresholdAt(words: readonly Word[], from: number): { reading: Reading; to: number } | undefined {
  return betweenAt(words, from) ?? comparisonAt(words, from) ?? postfixAt(words, from);
}

function comparisonAt(words: readonly Word[], from: number): { reading: Reading; to: number } | undefined {
  for (let length = longestComparison; length > 0; length -= 1) {
    const operator = phraseAt(before, words, from, length);
    if (operator === undefined) continue;
    const amount = amountAt(words, from + length);
    if (amount !== undefined) return threshold(operator, [amount]);
  }
  return undefined;
}

function postfixAt(words: readonly Word[], from: number): { reading: Reading; to: number } | undefined {
  const amount = amountAt(words, from);
  const operator = amount === undefined ? undefined : phraseAt(after, words, amount.to, 2);
  return amount === undefined || operator === undefined
    ? undefined
    : threshold(operator, [{ ...amount, to: amount.to + 2 }]);
}

function betweenAt(words: readonly Word[], from: number): { reading: Reading; to: number } | undefined {
  if (words[from]?.norm !== "between") return undefined;
  const low = amountAt(words, from + 1);
  if (low === undefined || words[low.to]?.norm !== "and") return undefined;
  const high = amountAt(words, low.to + 1);
  if (high === undefined || low.value > high.value) return undefined;
  // "Between 1 and 5 %" means percent twice.
  return threshold("between", [{ ...low, percent: high.percent }, high]);
}

function phraseAt(
  table: Record<string, Comparison>,
  words: readonly Word[],
  from: number,
  length: number,
): Comparison | undefined {
  if (from + length > words.length) return undefined;
  const phrase = words
    .slice(from, from + length)
    .map((word) => word.norm)
    .join(" ");
  return Object.hasOwn(table, phrase) ? table[phrase] : undefined;
}

function amountAt(words: readonly Word[], at: number): Amount | undefined {
  const value = words[at]?.number;
  if (value === undefined) return undefined;
  const percent = words[at + 1]?.norm === "%" || words[at + 1]?.norm === "percent";
  return { value, percent, to: at + (percent ? 2 : 1) };
}

function threshold(operator: Comparison, amounts: readonly Amount[]): { reading: Reading; to: number } {
  const percent = amounts.some((amount) => amount.percent);
  const values = amounts.map(({ value }) => (percent ? Number((value / 100).toPrecision(12)) : value));
  return { reading: { kind: "threshold", operator, values, percent }, to: amounts.at(-1)?.to ?? 0 };
}
