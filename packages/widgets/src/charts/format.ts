import type { Cell, Column, Grain, ValueFormat } from "@heddle/sdk/contract";
import { messages } from "../messages.ts";
import { cellText, isDecimal } from "./cells.ts";
import { knownZone, parseTime } from "./time.ts";

/** A label on a time axis; `context` is what it belongs to and is written once for its neighbours. */
export interface TickLabel {
  text: string;
  context: string | null;
}

/** How the values of one column are written. */
export interface ColumnFormatter {
  /** In full: no digit of an exact number is lost unless the column's format asks for it. */
  full(cell: Cell | undefined): string;
  /** Short labels for the ticks of an axis, each different from the others. */
  ticks(values: readonly number[]): string[];
  /** A short label of a point in time (milliseconds), at a grain. */
  timeTick(ms: number, isLocal: boolean, grain: Grain): TickLabel;
  grain: Grain | null;
  timeZone: string;
}

export interface Formatters {
  locale: string;
  column(column: Column): ColumnFormatter;
  count(value: number): string;
  percent(value: number): string;
}

/**
 * Formatters of a widget: the config's formats go before the columns' own.
 *
 * @param locale a BCP 47 tag; one that Intl does not know counts as `en`
 */
export function createFormatters(locale: string, formats: Record<string, ValueFormat> = {}): Formatters {
  const known = knownLocale(locale);
  const cache = new Map<Column, ColumnFormatter>();
  const count = new Intl.NumberFormat(known);
  const percent = new Intl.NumberFormat(known, { style: "percent", maximumFractionDigits: 1 });
  return {
    locale: known,
    count: (value) => count.format(value),
    percent: (value) => percent.format(value),
    column(column) {
      const cached = cache.get(column);
      if (cached) return cached;
      const own = Object.hasOwn(formats, column.name) ? formats[column.name] : undefined;
      const formatter = columnFormatter(known, column, own ?? column.format);
      cache.set(column, formatter);
      return formatter;
    },
  };
}

export function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? "en";
  } catch {
    return "en";
  }
}

function columnFormatter(locale: string, column: Column, format: ValueFormat | undefined): ColumnFormatter {
  const time = format?.style === "time" ? format : undefined;
  const timeZone = knownZone(time?.timeZone);
  const grain = time?.grain ?? null;
  const isTime = time !== undefined || column.type === "date" || column.type === "timestamp";
  const isNumber = column.type === "number" || (format !== undefined && !isTime && format.style !== "text");
  const labels = format?.style === "text" ? format.labels : undefined;
  const numbers = numberWriter(locale, format);
  const times = timeWriter(locale, timeZone);
  return {
    grain,
    timeZone,
    timeTick: times.tick,
    ticks: (values) => distinctTicks(locale, format, values),
    full(cell) {
      if (cell === null || cell === undefined) return "—";
      if (typeof cell === "boolean") return cell ? messages.yes : messages.no;
      const parsed = isTime ? parseTime(cell) : null;
      if (parsed) return times.full(parsed.ms, parsed.local, grain, column.type);
      if (isNumber && (typeof cell === "number" || typeof cell === "string")) return numbers(cell);
      const text = cellText(cell);
      return labels !== undefined && Object.hasOwn(labels, text) ? (labels[text] ?? text) : text;
    },
  };
}

function numberOptions(format: ValueFormat | undefined): Intl.NumberFormatOptions {
  if (format?.style === "currency") return { style: "currency", currency: format.currency };
  if (format?.style === "percent") return { style: "percent", maximumFractionDigits: 2 };
  const digits = format?.style === "number" ? format.maximumFractionDigits : undefined;
  // Intl throws beyond 100 and cuts after three unless told otherwise.
  return { maximumFractionDigits: Math.min(Math.max(digits ?? 20, 0), 20) };
}

/** `Intl.NumberFormat` writes decimal strings digit by digit, without a detour over a double. */
function numberWriter(locale: string, format: ValueFormat | undefined): (cell: number | string) => string {
  const writer = new Intl.NumberFormat(locale, numberOptions(format));
  return (cell) => {
    if (typeof cell === "number") return Number.isFinite(cell) ? writer.format(cell) : "—";
    return isDecimal(cell) ? writer.format(cell) : cell;
  };
}

/** Ticks are written compactly, with as many digits as it takes to tell them apart. */
function distinctTicks(locale: string, format: ValueFormat | undefined, values: readonly number[]): string[] {
  const base = numberOptions(format);
  for (let digits = 0; digits < 8; digits += 1) {
    const compact = format?.style !== "percent" && values.some((value) => Math.abs(value) >= 10_000);
    const writer = new Intl.NumberFormat(locale, {
      ...base,
      notation: compact ? "compact" : "standard",
      minimumFractionDigits: compact ? 0 : digits,
      maximumFractionDigits: digits,
    });
    const labels = values.map((value) => writer.format(value));
    const exact = digits >= fractionDigits(values, format, compact);
    if (exact && new Set(labels).size === values.length) return labels;
  }
  return values.map(String);
}

/** Digits that the ticks need so that none is rounded; compact labels may round to what tells them apart. */
function fractionDigits(values: readonly number[], format: ValueFormat | undefined, compact: boolean): number {
  if (compact) return values.some((value) => !isRoundCompact(value)) ? 1 : 0;
  const scale = format?.style === "percent" ? 100 : 1;
  const digits = values.map((value) => String(Number((value * scale).toPrecision(12))).split(".")[1]?.length ?? 0);
  return Math.min(7, Math.max(0, ...digits));
}

function isRoundCompact(value: number): boolean {
  const size = Math.abs(value);
  const unit = size >= 1e12 ? 1e12 : size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : 1e3;
  return (size / unit) % 1 === 0;
}

interface TimeWriter {
  full(ms: number, isLocal: boolean, grain: Grain | null, type: Column["type"]): string;
  tick(ms: number, isLocal: boolean, grain: Grain): TickLabel;
}

const day = { year: "numeric", month: "short", day: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit" } as const;

function timeWriter(locale: string, timeZone: string): TimeWriter {
  const writers = new Map<string, Intl.DateTimeFormat>();
  const write = (ms: number, isLocal: boolean, options: Intl.DateTimeFormatOptions) => {
    const key = JSON.stringify([isLocal, options]);
    let writer = writers.get(key);
    if (!writer) {
      writer = new Intl.DateTimeFormat(locale, { ...options, timeZone: isLocal ? "UTC" : timeZone });
      writers.set(key, writer);
    }
    return writer.format(ms);
  };
  const quarter = (ms: number, isLocal: boolean) => {
    const iso = new Intl.DateTimeFormat("en", { month: "numeric", timeZone: isLocal ? "UTC" : timeZone }).format(ms);
    return messages.quarter(Math.floor((Number(iso) - 1) / 3) + 1);
  };
  return {
    full(ms, isLocal, grain, type) {
      const year = () => write(ms, isLocal, { year: "numeric" });
      if (grain === "year") return year();
      if (grain === "quarter") return `${quarter(ms, isLocal)} ${year()}`;
      if (grain === "month") return write(ms, isLocal, { year: "numeric", month: "long" });
      if (grain === "week") return messages.weekOf(write(ms, isLocal, day));
      if (grain === "day") return write(ms, isLocal, { weekday: "short", ...day });
      return type === "date" ? write(ms, isLocal, day) : write(ms, isLocal, { ...day, ...clock });
    },
    tick(ms, isLocal, grain) {
      const year = write(ms, isLocal, { year: "numeric" });
      if (grain === "year") return { text: year, context: null };
      if (grain === "quarter") return { text: quarter(ms, isLocal), context: year };
      if (grain === "month") return { text: write(ms, isLocal, { month: "short" }), context: year };
      const dayText = write(ms, isLocal, { month: "short", day: "numeric" });
      if (grain === "hour") return { text: write(ms, isLocal, clock), context: dayText };
      return { text: dayText, context: year };
    },
  };
}
