/**
 * The singular of an English plural: Harman's S-stemmer ("How effective is suffixing?", JASIS 42(1), 1991), with the
 * plurals in -sses, -xes, -ches and -shes added. Deliberately no more than that: -ed and -ing change what is asked
 * ("disputes opened in May" are not the open ones), so such words are synonyms that a catalog names.
 *
 * @example `stem("categories")` is `"category"`, `stem("status")` is `"status"`
 */
export function stem(word: string): string {
  if (word.length < 4) return word;
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (/[^ea]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/[^us]s$/.test(word)) return word.slice(0, -1);
  return word;
}

/** A phrase with each word in its singular. */
export function stemPhrase(phrase: string): string {
  return phrase.split(" ").map(stem).join(" ");
}
