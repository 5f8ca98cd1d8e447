import type { Filter } from "@heddle/sdk/contract";
import { findMeasure } from "../../../catalog/catalog.ts";
import type { Catalog } from "../../../catalog/catalog.ts";
import type { MemberMeaning } from "./catalog-index.ts";
import { contradicts, isCount } from "./measure-rules.ts";
import { columnPhrase, measureLabel, memberChoice, valueLabel } from "./names.ts";
import { refusal } from "./outcome.ts";
import type { Failure } from "./outcome.ts";
import { stateColumns } from "./phrases.ts";
import { resolve } from "./resolve.ts";
import { listedBefore } from "./roles.ts";
import type { Placed } from "./roles.ts";
import type { Chosen } from "./measures-of.ts";

export interface QueryFrame {
  readonly catalog: Catalog;
  /** The tables whose rows are measured. */
  readonly facts: readonly string[];
  readonly measures: readonly string[];
}

/** A filter on a column, with whether its values are set against each other ("card vs cash"). */
export interface ColumnFilter {
  readonly member: string;
  readonly values: string[];
  readonly negated: boolean;
  readonly by: boolean;
  versus: boolean;
}

/** The column that a phrase means here, or why that cannot be said. */
export function memberOf(
  frame: QueryFrame,
  placed: Placed,
  candidates: readonly MemberMeaning[],
): MemberMeaning | Failure {
  const { item } = placed.slot;
  const resolved = resolve(frame.catalog, frame.facts, candidates);
  if (resolved.kind === "one") return resolved.meaning;
  const measured = frame.measures.map((measure) => measureLabel(frame.catalog, measure)).join(" and ");
  if (resolved.kind === "none") return refusal(`${measured} cannot be looked at by this.`, item);
  const choices = resolved.meanings.map((meaning) => {
    const { label, phrase } = memberChoice(frame.catalog, meaning);
    return { label, edits: [{ from: item.from, to: item.to, phrase }] };
  });
  return { kind: "clarify", message: "This can mean more than one thing here. Which do you mean?", choices };
}

/** The filters on columns, in the order of the question. Values joined by "and" or "or" are one filter. */
export function columnFilters(
  frame: QueryFrame,
  placed: readonly Placed[],
  compared: boolean,
): ColumnFilter[] | Failure {
  const filters: ColumnFilter[] = [];
  for (const [index, each] of placed.entries()) {
    const found = each.slot.quoted.length > 0 ? quotedFilter(frame, each) : valueFilter(frame, placed, index);
    if (found === undefined) continue;
    if ("kind" in found) return found;
    const { conjunction } = each.slot;
    const same = filters.find((filter) => filter.member === found.member);
    const isListed =
      each.slot.quoted.length === 0 && conjunction !== undefined && listedBefore(placed.slice(0, index)) !== undefined;
    if (same === undefined) filters.push(found);
    else if (!isListed && found.values.some((value) => !same.values.includes(value)))
      return refusal("These cannot both hold.", each.slot.item);
    else same.values.push(...found.values.filter((value) => !same.values.includes(value)));
    // "By card and cash", "card vs cash": each is to be seen.
    if (same !== undefined) same.versus ||= same.by || conjunction === "versus" || (compared && conjunction === "and");
    const problem = filterProblem(frame, found, each);
    if (problem !== undefined) return problem;
  }
  return filters;
}

function quotedFilter(frame: QueryFrame, placed: Placed): ColumnFilter | Failure | undefined {
  if (placed.role.role !== "qualifier") return undefined;
  const meaning = memberOf(frame, placed, placed.role.candidates);
  if (!("member" in meaning)) return meaning;
  return {
    member: meaning.member,
    values: [...placed.slot.quoted],
    negated: placed.lead.not,
    by: false,
    versus: false,
  };
}

function valueFilter(frame: QueryFrame, placed: readonly Placed[], index: number): ColumnFilter | Failure | undefined {
  const each = placed[index];
  if (each?.role.role !== "value") return undefined;
  const tied = tiedTables(frame, placed, index);
  const own =
    tied.noun === undefined ? each.role.candidates : each.role.candidates.filter(({ table }) => table === tied.noun);
  if (own.length === 0) return refusal("This does not describe what stands beside it.", each.slot.item);
  const meaning = memberOf(frame, each, own);
  if (!("member" in meaning) || meaning.kind !== "value") return "member" in meaning ? undefined : meaning;
  if (!tied.tables.includes(meaning.table) && isMisplaced(frame, meaning)) {
    const column = columnPhrase(frame.catalog, meaning.member).toLowerCase();
    return refusal(
      `"${valueLabel(frame.catalog, meaning.member, meaning.value)}" is a ${column}; say so if you mean that.`,
      each.slot.item,
    );
  }
  return {
    member: meaning.member,
    values: [meaning.value],
    negated: isNegated(placed, index),
    by: each.slot.by,
    versus: false,
  };
}

/** "Not" reaches over a list: "excluding cash and card". */
function isNegated(placed: readonly Placed[], index: number): boolean {
  const each = placed[index];
  if (each === undefined || each.lead.not || each.slot.conjunction === undefined) return each?.lead.not ?? false;
  const before = listedBefore(placed.slice(0, index));
  return before !== undefined && isNegated(placed, placed.indexOf(before));
}

/**
 * The tables of what a value stands beside. A noun ("card payments" in "refunds on card payments") allows its own
 * columns only; a column named, a group or a measure merely show that the asker means that table.
 */
function tiedTables(
  frame: QueryFrame,
  placed: readonly Placed[],
  index: number,
): { noun?: string | undefined; tables: string[] } {
  const tables: string[] = [];
  let noun: string | undefined;
  const [previous, next] = [placed[index - 1], placed[index + 1]];
  const beside = [
    ...(next !== undefined && (next.slot.direct || next.role.role === "qualifier") ? [next] : []),
    ...(previous !== undefined && !placed[index]?.slot.by && !placed[index]?.slot.conjunction ? [previous] : []),
  ];
  for (const { role, slot } of beside) {
    if (role.role === "noun") noun ??= role.table;
    if (role.role === "noun" || role.role === "count") tables.push(role.table);
    if (role.role === "group" || role.role === "qualifier") tables.push(...role.candidates.map(({ table }) => table));
    if (role.role === "measure")
      tables.push(...slot.item.meanings.flatMap((meaning) => (meaning.kind === "table" ? [meaning.table] : [])));
  }
  const listed = placed[index]?.slot.conjunction === undefined ? undefined : listedBefore(placed.slice(0, index));
  const inherited = listed === undefined ? undefined : tiedTables(frame, placed, placed.indexOf(listed));
  return { noun: noun ?? inherited?.noun, tables: [...tables, ...(inherited?.tables ?? []), ...frame.facts] };
}

/**
 * Whether a value of another table describes something else than it seems: a state belongs to its own rows alone, and
 * where the measured table has a column of the same name, that one would have been meant.
 */
function isMisplaced({ catalog, facts }: QueryFrame, { table, member }: MemberMeaning): boolean {
  if (facts.includes(table)) return false;
  const column = member.slice(table.length + 1);
  return stateColumns.has(column) || facts.some((fact) => Object.hasOwn(catalog.tables[fact]?.columns ?? {}, column));
}

function filterProblem(frame: QueryFrame, filter: ColumnFilter, placed: Placed): Failure | undefined {
  const impossible = frame.measures.find((measure) => contradicts(frame.catalog, measure, filter));
  if (impossible === undefined) return undefined;
  const definition = findMeasure(frame.catalog, impossible);
  const note = definition?.note ?? "certain rows";
  return refusal(
    `${measureLabel(frame.catalog, impossible)} counts ${note} only, so nothing would be left.`,
    placed.slot.item,
  );
}

/** Comparisons with a number, each with the measure beside it. */
export function measureFilters(
  frame: QueryFrame,
  placed: readonly Placed[],
  chosen: readonly Chosen[],
): Filter[] | Failure {
  const filters: Filter[] = [];
  for (const [index, each] of placed.entries()) {
    const { threshold } = each.lead;
    const { after } = each.slot;
    const next = placed[index + 1];
    if (each.slot.threshold !== undefined && each.role.role === "value") {
      if (next === undefined || !next.slot.direct)
        return refusal("I do not know what this number is compared with.", each.slot.threshold);
      continue;
    }
    const measured = (one: Placed | undefined) =>
      chosen.find(
        (choice) => choice.placed === one || (one !== undefined && choice.measure === measureName(frame, one)),
      )?.measure;
    const own = measured(each);
    const takesAfter = after !== undefined && own !== undefined && !isCount(frame.catalog, own);
    const isShared = threshold !== undefined && placed[index - 1]?.slot.after === threshold;
    const previous = measured(placed[index - 1]);
    if (isShared && previous !== undefined && own !== undefined)
      return refusal("I do not know which measure this number belongs to.", threshold);
    const used = threshold !== undefined && own !== undefined ? threshold : takesAfter ? after : undefined;
    if (after !== undefined && !takesAfter && !(next?.slot.threshold === after && measured(next) !== undefined))
      return refusal("I cannot compare single rows with a number.", after);
    if (threshold !== undefined && own === undefined && !isShared)
      return refusal("I do not know what this number is compared with.", threshold);
    if (used === undefined || own === undefined) continue;
    const isPercent = findMeasure(frame.catalog, own)?.format === "percent";
    const values = [...used.values];
    if (used.percent !== isPercent && !(isPercent && values.every((value) => value < 1)))
      return refusal(isPercent ? "Write this number in percent." : "This measure is not in percent.", used);
    filters.push({ member: own, operator: used.operator, values });
  }
  return filters;
}

function measureName(frame: QueryFrame, { role }: Placed): string | undefined {
  return role.role === "measure" && frame.measures.includes(role.measure) ? role.measure : undefined;
}
