import type { Catalog } from "../../../catalog/catalog.ts";
import { isDimension } from "../../../catalog/catalog.ts";
import type { MemberMeaning } from "./catalog-index.ts";
import type { Lead, Sentence, Slot } from "./slots.ts";

/** What a term does in a question. */
export type Role =
  /** What is measured. */
  | { readonly role: "measure"; readonly measure: string }
  /** How many of a table there are, where no measure is named. */
  | { readonly role: "count"; readonly table: string }
  /** What the result is split by. `head`: the things a question is about, "merchants with more than 100 disputes". */
  | { readonly role: "group"; readonly candidates: readonly MemberMeaning[]; readonly head: boolean }
  /** The things that are measured, named once more: "revenue from card payments". */
  | { readonly role: "noun"; readonly table: string }
  | { readonly role: "value"; readonly candidates: readonly MemberMeaning[] }
  /** The time column that counts: "disputes closed in May". */
  | { readonly role: "time"; readonly candidates: readonly MemberMeaning[] }
  /** Names the column of a value beside it: "category fashion", merchant "Blue Cafe". */
  | { readonly role: "qualifier"; readonly candidates: readonly MemberMeaning[] };

export interface Placed {
  readonly slot: Slot;
  readonly role: Role;
  /** What stands before it, or before the values in front of it: "top 5 fashion merchants". */
  readonly lead: Lead;
  readonly cost: number;
}

/** An honest question takes some ten to a hundred steps. */
const mostSteps = 600;

/**
 * Every way to give each term a role that its surroundings allow; undefined where there are too many to look at, as
 * the best could then be among those not seen.
 */
export function assignments(catalog: Catalog, sentence: Sentence): Placed[][] | undefined {
  const found: Placed[][] = [];
  const options = sentence.slots.map((slot) => rolesOf(catalog, slot));
  let steps = 0;
  const place = (placed: Placed[]): void => {
    steps += 1;
    const slot = sentence.slots[placed.length];
    if (slot === undefined) {
      found.push(placed);
      return;
    }
    for (const { role, cost } of options[placed.length] ?? []) {
      const previous = placed.at(-1);
      const lead = leadOf(slot, role, previous);
      const next = { slot, role, lead, cost };
      if (steps <= mostSteps && isAllowed(next, placed, sentence)) place([...placed, next]);
    }
  };
  place([]);
  return steps > mostSteps ? undefined : found;
}

/** "More than 10 refunds" counts them, "more than 10 in refunds" does not. */
export function isNumberOf(lead: Lead): boolean {
  return lead.threshold !== undefined && !lead.threshold.percent && !lead.link;
}

interface Option {
  readonly role: Role;
  readonly cost: number;
}

function rolesOf(catalog: Catalog, slot: Slot): Option[] {
  const { meanings } = slot.item;
  const measures = meanings.filter((meaning) => meaning.kind === "measure");
  const tables = meanings.filter((meaning) => meaning.kind === "table");
  const groups = meanings.filter((meaning) => meaning.kind === "group");
  const values = meanings.filter((meaning) => meaning.kind === "value");
  const times = meanings.filter((meaning) => meaning.kind === "time");
  const displays = tables.flatMap(({ table, rank }): MemberMeaning[] => {
    const display = catalog.tables[table]?.display;
    const column = display === undefined ? undefined : catalog.tables[table]?.columns[display];
    return column !== undefined && isDimension(column)
      ? [{ kind: "group", table, member: `${table}.${display}`, rank }]
      : [];
  });
  const candidates = [
    ...displays,
    ...groups.filter((group) => !displays.some((display) => display.member === group.member)),
  ];
  const wantsCount = slot.quantity?.of === "count" || isNumberOf(slot);
  return [
    ...measures.map(({ measure, rank }): Option => ({ role: { role: "measure", measure }, cost: rank })),
    ...tables.map(({ table, rank }): Option => ({
      role: { role: "count", table },
      cost: rank + (measures.length === 0 || wantsCount ? 1 : 5),
    })),
    ...(candidates.length === 0
      ? []
      : [false, true].map((head): Option => ({ role: { role: "group", candidates, head }, cost: head ? 1 : 0 }))),
    ...(candidates.length === 0 ? [] : [{ role: { role: "qualifier", candidates }, cost: 0 } as const]),
    ...tables.map(({ table, rank }): Option => ({ role: { role: "noun", table }, cost: rank + 1 })),
    ...(values.length === 0
      ? []
      : [{ role: { role: "value", candidates: values }, cost: measures.length === 0 ? 0 : 3 } as const]),
    ...(times.length === 0 ? [] : [{ role: { role: "time", candidates: times }, cost: 0 } as const]),
  ];
}

/** A value in front of a noun passes on what stands before it: in "top 5 fashion merchants" merchants are ranked. */
function leadOf(slot: Slot, role: Role, previous: Placed | undefined): Lead {
  const isModified =
    previous !== undefined && slot.direct && (previous.role.role === "value" || previous.role.role === "qualifier");
  if (!isModified) return slot;
  // "Non-cash revenue": what is not is the cash.
  const isMore = role.role === "value" || role.role === "qualifier";
  return { ...previous.lead, not: isMore && previous.lead.not, number: slot.number ?? previous.lead.number };
}

function isAllowed(next: Placed, placed: readonly Placed[], sentence: Sentence): boolean {
  const { slot, role, lead } = next;
  if (slot.quoted.length > 0 && role.role !== "qualifier") return false;
  if (slot.after !== undefined && role.role === "value") return false;
  switch (role.role) {
    case "measure":
    case "count":
      return isMeasureAllowed(next, placed, sentence);
    case "group":
      return isGroupAllowed(next, placed, role.head);
    case "noun":
      return isNounAllowed(next, placed);
    case "value":
      return isValueAllowed(next, placed, sentence);
    case "time":
      return (
        !lead.not && !hasDemand(lead) && slot.conjunction === undefined && happenedTo(placed.at(-1), role.candidates)
      );
    case "qualifier":
      return isQualifierAllowed(next, placed, sentence);
  }
}

/** "Payments of merchants created in 2025": what was created is what stands right before. */
function happenedTo(previous: Placed | undefined, candidates: readonly MemberMeaning[]): boolean {
  const role = previous?.role;
  if (role?.role === "noun") return candidates.every(({ table }) => table === role.table);
  if (role?.role === "group")
    return role.candidates.every(({ table }) => candidates.length === 1 && candidates[0]?.table === table);
  return true;
}

/** Something stands before it that only a thing to split by or to measure can satisfy. */
function hasDemand(lead: Lead): boolean {
  return (
    lead.by ||
    lead.which ||
    lead.sort ||
    lead.rank !== undefined ||
    lead.quantity !== undefined ||
    lead.threshold !== undefined ||
    lead.number !== undefined
  );
}

const isMeasure = ({ role }: Placed): boolean => role.role === "measure" || role.role === "count";
const isModifier = ({ role }: Placed): boolean =>
  role.role === "value" || role.role === "qualifier" || role.role === "time";
export const keyOf = (role: Role): string =>
  role.role === "measure" ? role.measure : role.role === "count" ? `count of ${role.table}` : "";

function isMeasureAllowed({ slot, role, lead }: Placed, placed: readonly Placed[], sentence: Sentence): boolean {
  const previous = placed.at(-1);
  if (lead.not || lead.which || lead.number !== undefined) return false;
  if (lead.by && !isRanked(placed, sentence)) return false;
  if (
    lead.rank !== undefined &&
    lead.rank.counts !== true &&
    slot.item.meanings.some((meaning) => meaning.kind === "table")
  )
    return false;
  const earlier = placed.filter(isMeasure);
  const isNew = !earlier.some((other) => keyOf(other.role) === keyOf(role));
  if (slot.direct && previous !== undefined && !isModifier(previous)) return false;
  if (earlier.length === 0)
    return (
      slot.conjunction === undefined ||
      slot.conjunction === "comma" ||
      (previous?.role.role === "group" && !previous.lead.by)
    );
  if (!isNew) return true;
  return slot.conjunction !== undefined && previous !== undefined && isMeasure(previous) && !lead.threshold;
}

/** Whether "by revenue" can only mean an order: there is something whose order is asked for. */
function isRanked(placed: readonly Placed[], sentence: Sentence): boolean {
  return (
    sentence.rankedUnit !== undefined ||
    placed.some(({ role, lead }) => role.role === "group" && (role.head || lead.rank !== undefined || lead.which))
  );
}

function isGroupAllowed({ slot, lead }: Placed, placed: readonly Placed[], head: boolean): boolean {
  const previous = placed.at(-1);
  if (lead.not || lead.sort || lead.quantity !== undefined || lead.threshold !== undefined) return false;
  if (head)
    return (
      !lead.by && !lead.which && lead.rank === undefined && slot.conjunction === undefined && placed.every(isModifier)
    );
  if (lead.by || lead.which || lead.rank !== undefined || lead.number !== undefined)
    return !slot.direct || previous === undefined || isModifier(previous);
  if (slot.breakdown) return true;
  return slot.conjunction !== undefined && previous?.role.role === "group" && !previous.role.head;
}

function isNounAllowed({ slot, lead }: Placed, placed: readonly Placed[]): boolean {
  const previous = placed.at(-1);
  if (!placed.some((each) => isMeasure(each) || each.role.role === "group")) return false;
  if (previous === undefined || slot.after !== undefined || lead.quantity !== undefined || lead.threshold !== undefined)
    return false;
  if (slot.direct) return previous.role.role === "value";
  return (
    slot.link &&
    slot.conjunction === undefined &&
    !hasDemand(slot) &&
    !slot.not &&
    (isMeasure(previous) || previous.role.role === "noun")
  );
}

function isValueAllowed({ slot, role, lead }: Placed, placed: readonly Placed[], sentence: Sentence): boolean {
  if (lead.sort || (lead.by && lead.not)) return false;
  const last = placed.at(-1);
  if (last !== undefined && isMeasure(last) && slot.not && slot.conjunction !== undefined) return false;
  const isAdjective = slot.item.meanings.some((meaning) => meaning.kind === "measure");
  if (isAdjective && !followedDirectly(slot, sentence)) return false;
  if (slot.conjunction === undefined || slot.conjunction === "comma") return true;
  const before = listedBefore(placed);
  return (
    before !== undefined &&
    role.role === "value" &&
    before.role.role === "value" &&
    shareColumn(before.role.candidates, role.candidates)
  );
}

/** The value that "and" goes on from, with the noun it describes: "card payments and cash payments". */
export function listedBefore(placed: readonly Placed[]): Placed | undefined {
  const previous = placed.at(-1);
  if (previous?.role.role === "value") return previous;
  const described =
    previous !== undefined && previous.slot.direct && (isMeasure(previous) || previous.role.role === "noun")
      ? placed.at(-2)
      : undefined;
  return described?.role.role === "value" ? described : undefined;
}

function followedDirectly(slot: Slot, sentence: Sentence): boolean {
  return sentence.slots[sentence.slots.indexOf(slot) + 1]?.direct === true;
}

export function shareColumn(a: readonly MemberMeaning[], b: readonly MemberMeaning[]): boolean {
  return a.some(({ member }) => b.some((other) => other.member === member));
}

function isQualifierAllowed({ slot, role, lead }: Placed, placed: readonly Placed[], sentence: Sentence): boolean {
  if (role.role !== "qualifier" || slot.conjunction === "and" || slot.conjunction === "versus") return false;
  if (slot.quoted.length > 0) return !hasDemand(lead);
  if (slot.after !== undefined || lead.by || lead.sort || lead.which) return false;
  const previous = placed.at(-1);
  if (previous?.role.role === "value" && slot.direct && shareColumn(previous.role.candidates, role.candidates))
    return true;
  const next = sentence.slots[sentence.slots.indexOf(slot) + 1];
  const values = next?.item.meanings.filter((meaning) => meaning.kind === "value") ?? [];
  return next !== undefined && (next.direct || next.link) && !hasDemand(next) && shareColumn(role.candidates, values);
}
