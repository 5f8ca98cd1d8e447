import { isEnglishWord } from "./english-words.ts";
import { isOneEdit } from "./one-edit.ts";
import { stem } from "./stem.ts";
import type { Word } from "./words.ts";

/** Shorter words are one edit from too many others. */
const shortest = 5;

/**
 * Corrects misspelled words to words of the vocabulary by one edit. Never touched: known and English words, and names,
 * which is what a capital inside a sentence announces ("Salem" is not "sales"). Where two different words are equally
 * near, the one with the same last letter is taken; where that does not decide, neither is.
 *
 * @param vocabulary every word that a catalog or the grammar knows
 */
export function corrected(words: readonly Word[], vocabulary: ReadonlySet<string>): readonly Word[] {
  const isKnown = (word: string): boolean => vocabulary.has(word) || vocabulary.has(stem(word));
  const candidates = words.map(
    (word, index) =>
      word.norm.length >= shortest &&
      !/\d/.test(word.norm) &&
      word.quoted === undefined &&
      !isKnown(word.norm) &&
      !isName(words, index),
  );
  if (!candidates.includes(true)) return words;
  return words.map((word, index) => {
    const norm = candidates[index] === true && !isEnglishWord(word.norm) ? nearest(word.norm, vocabulary) : undefined;
    return norm === undefined ? word : { ...word, norm, corrected: true };
  });
}

function nearest(word: string, vocabulary: ReadonlySet<string>): string | undefined {
  const near: string[] = [];
  for (const known of vocabulary) {
    if (known.length >= shortest - 1 && isOneEdit(word, known)) near.push(known);
  }
  const sameEnd = near.filter((known) => known.at(-1) === word.at(-1));
  const choice = sameEnd.length > 0 ? sameEnd : near;
  return new Set(choice.map(stem)).size === 1 ? choice[0] : undefined;
}

function isName(words: readonly Word[], index: number): boolean {
  if (index === 0 || !startsHigh(words[index]?.text)) return false;
  const others = words.filter((word, at) => at > 0 && at !== index && /\p{L}/u.test(word.text));
  return others.filter((word) => startsHigh(word.text)).length * 2 <= others.length;
}

function startsHigh(text: string | undefined): boolean {
  return text !== undefined && /^\p{Lu}/u.test(text);
}
