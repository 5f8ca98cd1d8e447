/** One word of a question, or a sign that means something (`,` `%` `>`). */
export interface Word {
  /** As it was typed, in Unicode's NFKC form. */
  readonly text: string;
  /** Lower case, without accents and possessive endings: what is matched. */
  readonly norm: string;
  /** Where it stands in the normalised question. */
  readonly start: number;
  readonly end: number;
  /** Joined to the word before by a hyphen. */
  readonly joined: boolean;
  readonly number?: number;
  /** What stands between quotation marks, untouched. */
  readonly quoted?: string;
  /** The spelling was corrected by one edit. */
  readonly corrected?: boolean;
}

const scan = new RegExp(
  [
    String.raw`["“”„«»](?<double>[^"“”„«»]{1,200})["“”«»]`,
    String.raw`(?<![\p{L}\p{N}])['‘](?<single>[^'‘’]{1,200})['’](?![\p{L}\p{N}])`,
    String.raw`(?<date>\d{4}-\d{2}(?:-\d{2})?)(?![\p{L}\p{N}-])`,
    String.raw`(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?<suffix>k|m|bn|st|nd|rd|th)?(?![\p{L}\p{N}]|[.,]\d)`,
    String.raw`(?<word>[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*)`,
    String.raw`(?<sign><=|>=|≤|≥|[<>=,&+/%$€£¥]|(?<=\s)[-–—](?=\s)|[–—])`,
  ].join("|"),
  "giu",
);

const multipliers: Record<string, number> = { k: 1e3, m: 1e6, bn: 1e9 };
const signs: Record<string, string> = { "&": "and", "/": "and", "≤": "<=", "≥": ">=", "–": "-", "—": "-" };
/** What stands after an apostrophe, spelled out; a possessive says nothing. */
const endings: Record<string, string> = { s: "", d: "would", ll: "will", ve: "have", re: "are", m: "am" };
/** Short forms that stand for one word and nothing else. */
const shortForms: Record<string, string> = {
  avg: "average",
  txn: "transaction",
  txns: "transactions",
  qty: "quantity",
  nr: "number",
};
const numerals = new Map(
  [
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    "sixteen seventeen eighteen nineteen twenty",
  ]
    .join(" ")
    .split(" ")
    .map((word, value) => [word, value] as const),
);

/** The question in the form that words and offsets refer to. */
export function readable(text: string): string {
  return text.normalize("NFKC");
}

/** Lower case and without accents, so that "Cafés" and "cafes" are one word. */
export function fold(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

/**
 * The words of a question, at most `most` of them. Quoted text stays whole, `1,000` and `10k` are numbers, `didn't` is
 * two words; other signs are spaces.
 */
export function wordsOf(text: string, most = Infinity): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(scan)) {
    words.push(...wordsAt(text, match));
    if (words.length > most) return words;
  }
  return words;
}

/** The words of a name, label or synonym as one string, in the form in which questions are matched. */
export function phraseOf(text: string): string {
  return wordsOf(readable(text.replaceAll("_", " ")))
    .map((word) => word.norm)
    .join(" ");
}

function wordsAt(text: string, match: RegExpExecArray): Word[] {
  const groups = match.groups ?? {};
  const start = match.index;
  const joined = start > 1 && text[start - 1] === "-" && /\S/.test(text[start - 2] ?? " ");
  const word = { text: match[0], start, end: start + match[0].length, joined };
  const quoted = groups["double"] ?? groups["single"];
  if (quoted !== undefined) return [{ ...word, norm: '"', quoted: quoted.trim() }];
  if (groups["number"] !== undefined) return [numberWord(word, groups["number"], groups["suffix"]?.toLowerCase())];
  if (groups["sign"] !== undefined) return [{ ...word, norm: signs[match[0]] ?? match[0] }];
  return spelledOut(word, fold(match[0]));
}

type Place = Pick<Word, "text" | "start" | "end" | "joined">;

function numberWord(word: Place, digits: string, suffix: string | undefined): Word {
  // "1.000" is one in English and a thousand in German: neither is assumed.
  if (/^\d{1,3}\.\d{3}$/.test(digits)) return { ...word, norm: digits };
  const value = Number(digits.replaceAll(",", "")) * (multipliers[suffix ?? ""] ?? 1);
  const ordinal = suffix !== undefined && multipliers[suffix] === undefined;
  return ordinal ? { ...word, norm: `${digits}${suffix}` } : { ...word, norm: digits, number: value };
}

function spelledOut(word: Place, folded: string): Word[] {
  const [typed = "", ...rest] = folded.split(/['’]/);
  const base = Object.hasOwn(shortForms, typed) ? (shortForms[typed] ?? typed) : typed;
  if (rest.length === 1 && rest[0] === "t" && base.endsWith("n")) {
    return [
      { ...word, norm: base.slice(0, -1) },
      { ...word, norm: "not" },
    ];
  }
  const ending = endings[rest.join("'")] ?? rest.join("");
  const number = numerals.get(base);
  const first: Word = number === undefined ? { ...word, norm: base } : { ...word, norm: base, number };
  return ending === "" ? [first] : [first, { ...word, norm: ending }];
}
