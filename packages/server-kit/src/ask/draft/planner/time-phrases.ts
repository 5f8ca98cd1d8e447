import type { Grain, TimeRange } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";
import type { RangeChoice, Reading } from "./items.ts";
import { namedPeriodAt } from "./named-period.ts";
import type { NamedPeriod } from "./named-period.ts";
import { stem } from "./stem.ts";
import type { Word } from "./words.ts";

interface Found {
  readonly reading: Reading;
  /** Index after the last word. */
  readonly to: number;
}

const units = new Map<string, Grain>(
  ["hour", "day", "week", "month", "quarter", "year"].map((unit) => [unit, unit as Grain]),
);
const current = new Set(["this", "current"]);
const previous = new Set(["last", "previous", "prior", "preceding"]);
const rolling = new Set([...previous, "past", "trailing", "recent"]);

const relative = (unit: Grain, offset: number, count = 1): TimeRange => ({ type: "relative", unit, offset, count });

/** Whole phrases; `null` is all time. */
const fixed: Record<string, TimeRange | null> = {
  today: relative("day", 0),
  yesterday: relative("day", -1),
  "day before yesterday": relative("day", -2),
  "year to date": relative("year", 0),
  ytd: relative("year", 0),
  "quarter to date": relative("quarter", 0),
  qtd: relative("quarter", 0),
  "month to date": relative("month", 0),
  mtd: relative("month", 0),
  "week to date": relative("week", 0),
  wtd: relative("week", 0),
  "all time": null,
  "of all time": null,
  ever: null,
  "since the beginning": null,
  "since the start": null,
};
const longestFixed = 3;

/** The words that only times are made of. */
export const timeWords: readonly string[] = [
  ...Object.keys(fixed).flatMap((phrase) => phrase.split(" ")),
  ...rolling,
  ...current,
  ...units.keys(),
  ..."since until till before after between beginning start starting months weeks years quarters days hours monthly".split(
    " ",
  ),
];

/** The time phrases that begin at a word, longest last: several where a shorter one may fit the rest better. */
export function rangesAt(words: readonly Word[], from: number, today: () => Temporal.PlainDate): Found[] {
  const found = [
    fixedAt(words, from),
    relativeAt(words, from),
    agoAt(words, from),
    sinceUnitAt(words, from),
    namedAt(words, from, today),
    spanAt(words, from, today),
    openAt(words, from, today),
  ];
  return found.filter((each) => each !== undefined).toSorted((a, b) => a.to - b.to);
}

function fixedAt(words: readonly Word[], from: number): Found | undefined {
  for (let length = longestFixed; length > 0; length -= 1) {
    const phrase = normAt(words, from, length);
    if (from + length > words.length) continue;
    if (Object.hasOwn(fixed, phrase))
      return { reading: { kind: "range", range: fixed[phrase] ?? null }, to: from + length };
  }
  return undefined;
}

/** "This month", "last year", "the last 30 days", "past month". */
function relativeAt(words: readonly Word[], from: number): Found | undefined {
  const lead = words[from]?.norm ?? "";
  if (!rolling.has(lead) && !current.has(lead)) return undefined;
  const count = words[from + 1]?.number;
  const at = count === undefined ? from + 1 : from + 2;
  const unit = units.get(stem(words[at]?.norm ?? ""));
  if (unit === undefined) return undefined;
  const reading = count === undefined ? oneUnit(lead, unit, words[at]?.norm === unit) : manyUnits(lead, unit, count);
  return reading === undefined ? undefined : { reading, to: at + 1 };
}

function oneUnit(lead: string, unit: Grain, singular: boolean): Reading | undefined {
  if (!singular) return undefined;
  if (current.has(lead)) return { kind: "range", range: relative(unit, 0) };
  if (unit === "day" && lead !== "previous") return undefined;
  if (previous.has(lead)) return { kind: "range", range: relative(unit, -1), previous: lead !== "last" };
  const choices = lead === "past" ? pastChoices[unit] : undefined;
  return choices === undefined ? undefined : { kind: "either", choices };
}

/** "In the past month" is the calendar month before to some and the last 30 days to others. */
const pastChoices: Partial<Record<Grain, readonly RangeChoice[]>> = {
  week: ["last week", "last 7 days"].map((phrase) => ({ label: phrase, phrase })),
  month: ["last month", "last 30 days"].map((phrase) => ({ label: phrase, phrase })),
  quarter: ["last quarter", "last 90 days"].map((phrase) => ({ label: phrase, phrase })),
  year: ["last year", "last 12 months"].map((phrase) => ({ label: phrase, phrase })),
};

/** Days and hours count up to now, today included; weeks and longer are whole ones, the current one left out. */
function manyUnits(lead: string, unit: Grain, count: number): Reading | undefined {
  if (current.has(lead) || !Number.isInteger(count) || count < 1 || count > 5000) return undefined;
  const offset = unit === "day" || unit === "hour" ? 1 - count : -count;
  return { kind: "range", range: relative(unit, offset, count), previous: lead !== "last" && previous.has(lead) };
}

function agoAt(words: readonly Word[], from: number): Found | undefined {
  const count = words[from]?.number;
  const unit = units.get(stem(words[from + 1]?.norm ?? ""));
  if (count === undefined || unit === undefined || words[from + 2]?.norm !== "ago") return undefined;
  if (!Number.isInteger(count) || count < 1 || count > 5000) return undefined;
  return { reading: { kind: "range", range: relative(unit, -count) }, to: from + 3 };
}

/** "Since the beginning of the year", "since last month", "since yesterday": from there through the current unit. */
function sinceUnitAt(words: readonly Word[], from: number): Found | undefined {
  if (words[from]?.norm !== "since") return undefined;
  const beginning = /^(?:the )?(?:beginning|start) of (?:the|this) /.exec(normAt(words, from + 1, 5))?.[0];
  if (beginning !== undefined) {
    const at = from + 1 + beginning.trim().split(" ").length;
    const unit = units.get(words[at]?.norm ?? "");
    return unit === undefined ? undefined : { reading: { kind: "range", range: relative(unit, 0) }, to: at + 1 };
  }
  const start = fixedAt(words, from + 1) ?? relativeAt(words, from + 1);
  const range = start?.reading.kind === "range" ? start.reading.range : undefined;
  if (start === undefined || range?.type !== "relative" || range.count !== 1) return undefined;
  return { reading: { kind: "range", range: relative(range.unit, range.offset, 1 - range.offset) }, to: start.to };
}

function namedAt(words: readonly Word[], from: number, today: () => Temporal.PlainDate): Found | undefined {
  const named = mayBeTime(words[from]) ? namedPeriodAt(words, from, today()) : undefined;
  return named === undefined ? undefined : { reading: absolute(named.from, named.to), to: from + named.length };
}

const spanLeads = new Set(["from", "between"]);
const spanJoints: Record<string, readonly string[]> = {
  from: ["to", "until", "till", "through", "-"],
  between: ["and"],
  "": ["to", "through", "-"],
};

/** "From 1 March to 15 March", "between March and May 2026", "Jan-Mar": both ends belong to it. */
function spanAt(words: readonly Word[], from: number, today: () => Temporal.PlainDate): Found | undefined {
  const lead = spanLeads.has(words[from]?.norm ?? "") ? (words[from]?.norm ?? "") : "";
  const at = lead === "" ? from : from + 1;
  const first = mayBeTime(words[at]) ? namedPeriodAt(words, at, today()) : undefined;
  if (first === undefined) return undefined;
  const end = at + first.length;
  const joint =
    spanJoints[lead]?.includes(words[end]?.norm ?? "") === true ? 1 : words[end]?.joined === true ? 0 : undefined;
  if (joint === undefined) return undefined;
  const second = namedPeriodAt(words, end + joint, today());
  const ends = second === undefined ? undefined : aligned(first, second);
  if (second === undefined || ends === undefined) return undefined;
  return { reading: absolute(ends.from, ends.to), to: end + joint + second.length };
}

/** The years that were not said, so that the first period comes before the second. */
function aligned(
  first: NamedPeriod,
  second: NamedPeriod,
): { from: Temporal.PlainDate; to: Temporal.PlainDate } | undefined {
  const inOrder = (a: NamedPeriod, b: NamedPeriod): boolean => Temporal.PlainDate.compare(a.from, b.from) < 0;
  if (first.inYear === undefined) {
    const later = second.inYear?.(first.from.year) ?? second;
    const end = inOrder(first, later) ? later : (second.inYear?.(first.from.year + 1) ?? later);
    return inOrder(first, end) ? { from: first.from, to: end.to } : undefined;
  }
  const sameYear = first.inYear(second.from.year);
  const start = inOrder(sameYear, second) ? sameYear : first.inYear(second.from.year - 1);
  return { from: start.from, to: second.to };
}

/** "Since June", "before 2026", "after March", "until May 2026" (May included), "from June on". */
function openAt(words: readonly Word[], from: number, today: () => Temporal.PlainDate): Found | undefined {
  const lead = openLeads.find(({ phrase }) => normAt(words, from, phrase.split(" ").length) === phrase);
  const at = from + (lead?.phrase.split(" ").length ?? 0);
  const named = lead === undefined || !mayBeTime(words[at]) ? undefined : namedPeriodAt(words, at, today());
  if (lead === undefined || named === undefined) return undefined;
  const end = at + named.length;
  if (lead.phrase !== "from") return { reading: lead.range(named), to: end };
  const onward = ["on", "onward", "onwards", "forward"].includes(words[end]?.norm ?? "");
  if (onward) return { reading: absolute(named.from, undefined), to: end + 1 };
  if (/^(to|until|till) (today|now|date)$/.test(normAt(words, end, 2)))
    return { reading: absolute(named.from, undefined), to: end + 2 };
  const typed = words
    .slice(at, end)
    .map((word) => word.text)
    .join(" ");
  const choices = ["in", "since"].map((word) => ({ label: `${word} ${typed}`, phrase: `${word} ${typed}` }));
  return { reading: { kind: "either", choices }, to: end };
}

const since = (named: NamedPeriod): Reading => absolute(named.from, undefined);
const until = (named: NamedPeriod): Reading => absolute(undefined, named.to);
const openLeads: readonly { phrase: string; range: (named: NamedPeriod) => Reading }[] = [
  // Longer phrases first: the first that fits is taken.
  ...[
    "since the beginning of",
    "since the start of",
    "from the start of",
    "beginning in",
    "starting from",
    "starting in",
    "starting",
    "since",
  ].map((phrase) => ({ phrase, range: since })),
  ...["up until", "up to", "until", "till", "through"].map((phrase) => ({ phrase, range: until })),
  { phrase: "before", range: (named) => absolute(undefined, named.from) },
  { phrase: "prior to", range: (named) => absolute(undefined, named.from) },
  { phrase: "after", range: (named) => absolute(named.to, undefined) },
  { phrase: "from", range: since },
];

function absolute(from: Temporal.PlainDate | undefined, to: Temporal.PlainDate | undefined): Reading {
  const ends = {
    ...(from === undefined ? {} : { from: from.toString() }),
    ...(to === undefined ? {} : { to: to.toString() }),
  };
  return { kind: "range", range: { type: "absolute", ...ends } };
}

/** Whether a word can begin a named period: what is not is not looked at further. */
function mayBeTime(word: Word | undefined): boolean {
  return word !== undefined && word.quoted === undefined;
}

function normAt(words: readonly Word[], from: number, length: number): string {
  return words
    .slice(from, from + length)
    .map((word) => word.norm)
    .join(" ");
}
