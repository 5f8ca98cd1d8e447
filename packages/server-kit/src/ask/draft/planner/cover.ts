import type { Temporal } from "temporal-polyfill";
import type { CatalogIndex, Meaning } from "./catalog-index.ts";
import type { Item, Reading } from "./items.ts";
import { grammarPhrases, longestGrammarPhrase } from "./phrases.ts";
import { stem, stemPhrase } from "./stem.ts";
import { thresholdAt } from "./thresholds.ts";
import { rangesAt } from "./time-phrases.ts";
import type { Word } from "./words.ts";

/** A word left over costs more than any way to read it; then the fewest and longest stretches win, then the most exact. */
const leftoverCost = 1000;
const stretchCost = 10;
const inexactCost = 1;

interface Stretch {
  readonly reading: Reading;
  readonly to: number;
  readonly cost: number;
}

/** Reads the words as the cheapest row of stretches, by dynamic programming from the end: time is linear in the words. */
export function cover(words: readonly Word[], index: CatalogIndex, today: () => Temporal.PlainDate): Item[] {
  const capitals = words.some((word) => word.text !== word.text.toUpperCase());
  const best: { cost: number; stretch: Stretch | undefined }[] = [];
  best[words.length] = { cost: 0, stretch: undefined };
  for (let from = words.length - 1; from >= 0; from -= 1) {
    let choice: { cost: number; stretch: Stretch } | undefined;
    for (const stretch of stretchesAt(words, from, { index, today, capitals })) {
      const cost = stretch.cost + (best[stretch.to]?.cost ?? Infinity);
      // Of equals the longest first stretch is taken: they come in order of length.
      if (choice === undefined || cost <= choice.cost) choice = { cost, stretch };
    }
    best[from] = choice ?? { cost: Infinity, stretch: undefined };
  }
  const items: Item[] = [];
  for (let from = 0; from < words.length;) {
    const stretch = best[from]?.stretch;
    if (stretch === undefined) break;
    items.push({ ...stretch.reading, from, to: stretch.to });
    from = stretch.to;
  }
  return items;
}

interface Setting {
  readonly index: CatalogIndex;
  readonly today: () => Temporal.PlainDate;
  /** Whether capitals tell anything: not where all is in capitals. */
  readonly capitals: boolean;
}

function stretchesAt(words: readonly Word[], from: number, setting: Setting): Stretch[] {
  const word = words[from];
  if (word === undefined) return [];
  if (word.quoted !== undefined)
    return [{ reading: { kind: "quoted", value: word.quoted }, to: from + 1, cost: stretchCost }];
  const threshold = thresholdAt(words, from);
  const stretches: Stretch[] = [
    { reading: { kind: "unknown" }, to: from + 1, cost: leftoverCost },
    ...(word.number === undefined
      ? []
      : [{ reading: { kind: "number", value: word.number } as const, to: from + 1, cost: stretchCost * 3 }]),
    ...phrasesAt(words, from, setting),
    ...rangesAt(words, from, setting.today).map((found) => ({ ...found, cost: stretchCost })),
    ...(threshold === undefined ? [] : [{ ...threshold, cost: stretchCost }]),
  ];
  return stretches.toSorted((a, b) => a.to - b.to);
}

/** Phrases of the catalog and of the grammar. A catalog's own word comes before a word of the grammar. */
function phrasesAt(words: readonly Word[], from: number, { index, capitals }: Setting): Stretch[] {
  const stretches: Stretch[] = [];
  const most = Math.min(words.length - from, Math.max(index.longest, longestGrammarPhrase));
  // "us" is a pronoun: a code of one or two letters is typed in capitals or follows "in".
  const before = words[from - 1]?.norm === "the" ? words[from - 2] : words[from - 1];
  const isCode = before?.norm === "in" || (capitals && isCapital(words[from]));
  let phrase = "";
  for (let length = 1; length <= most; length += 1) {
    const next = words[from + length - 1];
    if (next === undefined || next.quoted !== undefined) break;
    phrase = length === 1 ? next.norm : `${phrase} ${next.norm}`;
    const to = from + length;
    const term = termOf(words.slice(from, to), phrase, index, isCode);
    const sign = grammarPhrases.get(phrase);
    if (term !== undefined)
      stretches.push({ reading: term, to, cost: stretchCost + (term.exact ? 0 : inexactCost * length) });
    else if (sign !== undefined && !isCapitalPronoun(next, sign))
      stretches.push({ reading: sign, to, cost: stretchCost });
  }
  return [...stretches, ...rankedNumbers(words, stretches, from)];
}

function termOf(
  words: readonly Word[],
  phrase: string,
  index: CatalogIndex,
  isCode: boolean,
): (Reading & { kind: "term" }) | undefined {
  const exact = index.exact.get(phrase) ?? [];
  const stems = index.stems.get(stemPhrase(phrase)) ?? [];
  const meanings = unique([
    ...exact,
    ...stems.map((meaning) => (exact.includes(meaning) ? meaning : { ...meaning, rank: meaning.rank + 0.5 })),
  ]);
  const allowed = meanings.filter((meaning) => meaning.kind !== "value" || isCode || phrase.length > 2);
  if (allowed.length === 0) return undefined;
  const last = words.at(-1)?.norm ?? "";
  const isExact = exact.length > 0 && !words.some((word) => word.corrected === true);
  return { kind: "term", meanings: allowed, singular: stem(last) === last, exact: isExact };
}

/** "Show US revenue" may well mean the country: only "show us" is polite. */
function isCapitalPronoun(word: Word, sign: Reading): boolean {
  return sign.kind === "stop" && word.norm === "us" && isCapital(word);
}

function isCapital(word: Word | undefined): boolean {
  return word !== undefined && word.text !== word.text.toLowerCase();
}

function unique(meanings: readonly Meaning[]): Meaning[] {
  const seen = new Map<string, Meaning>();
  for (const meaning of meanings) {
    const key = JSON.stringify({ ...meaning, rank: 0 });
    if (!seen.has(key)) seen.set(key, meaning);
  }
  return [...seen.values()];
}

/** "Top 5", "5 best". */
function rankedNumbers(words: readonly Word[], stretches: readonly Stretch[], from: number): Stretch[] {
  const after = stretches.flatMap(({ reading, to }) => {
    const limit = limitOf(words[to]);
    return reading.kind === "rank" && limit !== undefined
      ? [{ reading: { ...reading, limit }, to: to + 1, cost: stretchCost }]
      : [];
  });
  const limit = limitOf(words[from]);
  if (limit === undefined) return after;
  for (let length = 3; length > 0; length -= 1) {
    const sign = grammarPhrases.get(
      words
        .slice(from + 1, from + 1 + length)
        .map((word) => word.norm)
        .join(" "),
    );
    if (sign?.kind === "rank")
      return [...after, { reading: { ...sign, limit }, to: from + 1 + length, cost: stretchCost }];
  }
  return after;
}

function limitOf(word: Word | undefined): number | undefined {
  const value = word?.number;
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 1000 ? value : undefined;
}
