import { Temporal } from "temporal-polyfill";
import type { Word } from "./words.ts";

/** Days on the calendar, half-open, with whether the year was said. */
export interface NamedPeriod {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** Absent where the year was said: the same period of another year. */
  readonly inYear?: (year: number) => NamedPeriod;
  /** A choice of grain for a split into such periods. */
  readonly length: number;
}

const monthNames = "january february march april may june july august september october november december".split(" ");
const months = new Map<string, number>([
  ...monthNames.map((name, index): [string, number] => [name, index + 1]),
  ...monthNames.map((name, index): [string, number] => [name.slice(0, 3), index + 1]),
  ["sept", 9],
]);
const ordinals = new Map([
  ["first", 1],
  ["1st", 1],
  ["second", 2],
  ["2nd", 2],
  ["third", 3],
  ["3rd", 3],
  ["fourth", 4],
  ["4th", 4],
]);
/** Words after which "may" is the month. */
const beforeMonth = new Set(
  "in since from to until till through before after between during of for and on by".split(" "),
);

/** The words that only calendar periods are made of. */
export const calendarWords: readonly string[] = [...monthNames, "quarter", "half"];

/**
 * A period with a name at a word: a year, half, quarter, month or day, with or without its year
 * ("Q3 2025", "the first half of 2025", "March", "5 March 2026", "2026-03-05"). Without one, the latest that has begun.
 */
export function namedPeriodAt(
  words: readonly Word[],
  from: number,
  today: Temporal.PlainDate,
): NamedPeriod | undefined {
  return (
    isoAt(words, from) ??
    dayAt(words, from, today) ??
    monthAt(words, from, today) ??
    partOfYearAt(words, from, today) ??
    yearAt(words, from, today)
  );
}

function isoAt(words: readonly Word[], at: number): NamedPeriod | undefined {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(words[at]?.norm ?? "");
  if (match === null) return undefined;
  const [year, month, day] = [
    Number(match[1]),
    Number(match[2]),
    match[3] === undefined ? undefined : Number(match[3]),
  ];
  return day === undefined ? period(year, month, 1, { months: 1 }, 1) : period(year, month, day, { days: 1 }, 1);
}

function dayAt(words: readonly Word[], from: number, today: Temporal.PlainDate): NamedPeriod | undefined {
  const month = monthNumber(words, from);
  const day = month === undefined ? dayNumber(words[from]) : dayNumber(words[from + 1]);
  if (day === undefined) return undefined;
  if (month !== undefined)
    return withYear(words, from + 2, from, today, (year, length) => period(year, month, day, { days: 1 }, length));
  const monthIndex = words[from + 1]?.norm === "of" ? from + 2 : from + 1;
  const named = months.get(words[monthIndex]?.norm ?? "");
  if (named === undefined) return undefined;
  return withYear(words, monthIndex + 1, from, today, (year, length) => period(year, named, day, { days: 1 }, length));
}

function monthAt(words: readonly Word[], from: number, today: Temporal.PlainDate): NamedPeriod | undefined {
  const start = words[from]?.norm === "month" && words[from + 1]?.norm === "of" ? from + 2 : from;
  const month = monthNumber(words, start);
  if (month === undefined) return undefined;
  return withYear(words, start + 1, from, today, (year, length) => period(year, month, 1, { months: 1 }, length));
}

/** Quarters and halves: "Q3", "third quarter of 2025", "2025 Q3", "H1 2025", "first half of the year". */
function partOfYearAt(words: readonly Word[], from: number, today: Temporal.PlainDate): NamedPeriod | undefined {
  const leading = yearNumber(words[from]);
  const at = leading === undefined ? from : from + 1;
  const part = partAt(words, at);
  if (part === undefined) return undefined;
  const make = (year: number, length: number) => period(year, part.month, 1, { months: part.months }, length);
  if (leading !== undefined) return make(leading, part.to - from);
  const ofTheYear = phraseAt(words, part.to, "of the year") ? 3 : 0;
  return withYear(words, part.to + ofTheYear, from, today, make);
}

function partAt(words: readonly Word[], at: number): { month: number; months: number; to: number } | undefined {
  const [first = "", second = ""] = [words[at]?.norm, words[at + 1]?.norm];
  const short = /^([qh])([1-4])$/.exec(first);
  if (short !== null) return yearPart(short[1] === "q" ? 3 : 6, Number(short[2]), at + 1);
  if (first === "quarter") return yearPart(3, words[at + 1]?.number ?? 0, at + 2);
  const ordinal = ordinals.get(first);
  if (ordinal === undefined || (second !== "quarter" && second !== "half")) return undefined;
  return yearPart(second === "quarter" ? 3 : 6, ordinal, at + 2);
}

function yearPart(
  length: number,
  ordinal: number,
  to: number,
): { month: number; months: number; to: number } | undefined {
  const isPart = Number.isInteger(ordinal) && ordinal >= 1 && ordinal * length <= 12;
  return isPart ? { month: (ordinal - 1) * length + 1, months: length, to } : undefined;
}

function yearAt(words: readonly Word[], from: number, today: Temporal.PlainDate): NamedPeriod | undefined {
  const at = words[from]?.norm === "year" ? from + 1 : from;
  const year = yearNumber(words[at]);
  return year === undefined || year > today.year + 1 ? undefined : period(year, 1, 1, { years: 1 }, at + 1 - from);
}

/** Adds the year that is said after a period, else the latest in which the period has begun. */
function withYear(
  words: readonly Word[],
  at: number,
  from: number,
  today: Temporal.PlainDate,
  make: (year: number, length: number) => NamedPeriod | undefined,
): NamedPeriod | undefined {
  const said = saidYear(words, at, today);
  if (said !== undefined) return make(said.year, said.to - from);
  const inYear = (year: number): NamedPeriod | undefined => {
    const named = make(year, at - from);
    return named === undefined ? undefined : { ...named, inYear: (other: number) => inYear(other) ?? named };
  };
  const current = inYear(today.year);
  return current !== undefined && Temporal.PlainDate.compare(current.from, today) <= 0
    ? current
    : inYear(today.year - 1);
}

function saidYear(
  words: readonly Word[],
  at: number,
  today: Temporal.PlainDate,
): { year: number; to: number } | undefined {
  const next = words[at]?.norm ?? "";
  const start = next === "of" || next === "in" || next === "," ? at + 1 : at;
  const year = yearNumber(words[start]);
  if (year !== undefined) return { year, to: start + 1 };
  if (phraseAt(words, start, "this year")) return { year: today.year, to: start + 2 };
  if (phraseAt(words, start, "last year")) return { year: today.year - 1, to: start + 2 };
  return undefined;
}

function phraseAt(words: readonly Word[], at: number, phrase: string): boolean {
  return phrase.split(" ").every((word, index) => words[at + index]?.norm === word);
}

/** "May" alone is a verb as often as a month: it needs a preposition before or a number after. */
function monthNumber(words: readonly Word[], at: number): number | undefined {
  const word = words[at];
  const month = months.get(word?.norm ?? "");
  if (month !== 5) return month;
  const says =
    beforeMonth.has(words[at - 1]?.norm ?? "") || words[at + 1]?.number !== undefined || word?.joined === true;
  return says ? month : undefined;
}

function dayNumber(word: Word | undefined): number | undefined {
  const match = /^(\d{1,2})(st|nd|rd|th)?$/.exec(word?.norm ?? "");
  const day = Number(match?.[1]);
  return day >= 1 && day <= 31 ? day : undefined;
}

function yearNumber(word: Word | undefined): number | undefined {
  return /^20\d\d$/.test(word?.norm ?? "") ? word?.number : undefined;
}

function period(
  year: number,
  month: number,
  day: number,
  span: Temporal.DurationLike,
  length: number,
): NamedPeriod | undefined {
  try {
    const from = Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
    return { from, to: from.add(span), length };
  } catch {
    return undefined; // There is no such day: 30 February.
  }
}
