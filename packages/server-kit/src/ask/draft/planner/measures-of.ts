import type { Catalog } from "../../../catalog/catalog.ts";
import type { MemberMeaning } from "./catalog-index.ts";
import type { TermItem } from "./items.ts";
import { contradicts, countOf, isCount, isFixed, partsOf, sumsOf } from "./measure-rules.ts";
import { measureLabel, memberChoice } from "./names.ts";
import { refusal } from "./outcome.ts";
import type { Choice, Failure } from "./outcome.ts";
import { isNumberOf } from "./roles.ts";
import type { Placed } from "./roles.ts";
import type { Sentence } from "./slots.ts";

export interface Chosen {
  readonly measure: string;
  /** The term that names it; absent where it is implied. */
  readonly placed?: Placed | undefined;
}

const mostChoices = 4;

/** What is measured, in the order in which it was said; implied where only things or values were named. */
export function measuresOf(catalog: Catalog, placed: readonly Placed[], sentence: Sentence): Chosen[] | Failure {
  const chosen: Chosen[] = [];
  for (const each of placed) {
    const measure = measureOf(catalog, each, placed);
    if (typeof measure === "object") return measure;
    if (measure !== undefined && !chosen.some((other) => other.measure === measure))
      chosen.push({ measure, placed: each });
  }
  return chosen.length > 0 ? chosen : impliedMeasure(catalog, placed, sentence);
}

/** What is asked of a term: how many, how much. A number of things ("more than 10 refunds") asks how many, where there are things. */
function wantedOf({ slot, lead }: Placed): "count" | "much" | "amount" | undefined {
  const isThing = slot.item.meanings.some((meaning) => meaning.kind === "table");
  return lead.quantity?.of ?? (isThing && isNumberOf(lead) ? "count" : undefined);
}

function measureOf(catalog: Catalog, placed: Placed, all: readonly Placed[]): string | undefined | Failure {
  const { role, slot } = placed;
  if (role.role === "count") return countRole(catalog, placed, role.table, all);
  if (role.role !== "measure") return undefined;
  const { measure } = role;
  const wanted = wantedOf(placed);
  if (wanted === "count" && !isCount(catalog, measure))
    return refusal(`${measureLabel(catalog, measure)} cannot be counted.`, slot.item);
  if (wanted === "amount" || wanted === "much") return amountOf(catalog, placed, measure, wanted);
  return measure;
}

/** "How much" and "amount of" ask for a sum: of what is counted, the one sum there is of the same rows. */
function amountOf(
  catalog: Catalog,
  { slot, lead }: Placed,
  measure: string,
  wanted: "amount" | "much",
): string | Failure {
  const table = partsOf(catalog, measure)[0]?.table;
  if (!isCount(catalog, measure) || table === undefined) return measure;
  const sums = sumsOf(catalog, table);
  const [only] = sums;
  if (wanted === "amount" && only !== undefined && sums.length === 1) return only;
  if (sums.length === 0)
    return refusal(`I have no amount of ${measureLabel(catalog, measure).toLowerCase()}.`, slot.item);
  const { item } = slot;
  const quantity = lead.quantity ?? item;
  const counted: Choice = {
    label: measureLabel(catalog, measure),
    edits: [{ from: quantity.from, to: quantity.to, phrase: "number of" }],
  };
  const amounts = sums.map((sum): Choice => ({
    label: measureLabel(catalog, sum),
    edits: [{ from: item.from, to: item.to, phrase: measureLabel(catalog, sum).toLowerCase() }],
  }));
  return {
    kind: "clarify",
    message: "Do you mean how many, or an amount?",
    choices: [counted, ...amounts].slice(0, mostChoices),
  };
}

/** A table's rows counted: asked for by "how many", or the only thing that can be said of it. */
function countRole(catalog: Catalog, placed: Placed, table: string, all: readonly Placed[]): string | Failure {
  const { slot } = placed;
  const measure = countOf(catalog, table);
  if (measure === undefined) return refusal("I have no count of these.", slot.item);
  const wanted = wantedOf(placed);
  if (wanted === "count") return measure;
  if (wanted !== undefined) return refusal("I have no amount of these.", slot.item);
  const named = slot.item.meanings.flatMap((meaning) => (meaning.kind === "measure" ? [meaning.measure] : []));
  if (named.length === 0) {
    // A thing in the singular is one of them ("my shop"), not their number.
    const isOne =
      slot.item.singular &&
      !(slot.direct && all[all.findIndex((each) => each.slot === slot) - 1]?.role.role === "value");
    return isOne ? refusal("I do not know which one this is.", slot.item) : measure;
  }
  const impossible = named.every((name) => isImpossible(catalog, name, all));
  return impossible ? measure : refusal("This names a measure.", slot.item);
}

/** Whether a measure cannot go with the filters and splits beside it: there are no failed among paid payouts. */
function isImpossible(catalog: Catalog, measure: string, all: readonly Placed[]): boolean {
  const tables = partsOf(catalog, measure).map((part) => part.table);
  return all.some(({ role, lead }) => {
    if (role.role !== "value" && role.role !== "group") return false;
    return role.candidates.some((candidate) => {
      if (!tables.includes(candidate.table)) return false;
      if (candidate.kind !== "value") return isFixed(catalog, measure, candidate.member);
      return contradicts(catalog, measure, { member: candidate.member, negated: lead.not, values: [candidate.value] });
    });
  });
}

function impliedMeasure(catalog: Catalog, placed: readonly Placed[], sentence: Sentence): Chosen[] | Failure {
  const end = placed.at(-1)?.slot.item.to ?? 0;
  const isCommon = sentence.ranks.some((rank) => rank.common === true);
  const ranked = sentence.ranks.length > 0 && !isCommon;
  const groups = placed.filter(({ role }) => role.role === "group");
  if (placed.length === 0 || ranked || sentence.rankedUnit !== undefined) return whichMeasure(catalog, groups, end);
  if (placed.some(({ role }) => role.role === "noun" || (role.role === "group" && role.head)))
    return refusal("I do not know what to measure here.");
  // The tables that could be counted: of the things split by, else of the values.
  const tables = [...new Set(candidatesOf(groups.length > 0 ? groups : placed).map(({ meaning }) => meaning.table))];
  const counts = tables.flatMap((table) => countOf(catalog, table) ?? []);
  const [only] = counts;
  if (only !== undefined && counts.length === 1 && tables.length === 1) {
    return groups.length > 0 || isCommon ? [{ measure: only }] : whatOf(catalog, only, placed);
  }
  if (counts.length === 0)
    return refusal("I do not know what to measure here.", ...placed.map(({ slot }) => slot.item));
  const choices = candidatesOf(groups.length > 0 ? groups : placed).map(({ meaning, item }): Choice => {
    const { label, phrase } = memberChoice(catalog, meaning);
    const counted =
      groups.length > 0 ? "" : `${measureLabel(catalog, countOf(catalog, meaning.table) ?? "").toLowerCase()} `;
    return { label, edits: [{ from: item.from, to: item.to, phrase: counted + phrase }] };
  });
  return { kind: "clarify", message: "This can mean more than one thing. Which do you mean?", choices };
}

/** A value alone ("fashion") names what, but not what about it. */
function whatOf(catalog: Catalog, count: string, placed: readonly Placed[]): Failure {
  const at = placed[0]?.slot.item.from ?? 0;
  const choices = [count, ...Object.keys(catalog.measures).filter((measure) => measure !== count)].map(
    (measure): Choice => {
      const label = measureLabel(catalog, measure);
      return { label, edits: [{ from: at, to: at, phrase: `${label.toLowerCase()} ` }] };
    },
  );
  return { kind: "clarify", message: "What do you want to know about it?", choices };
}

function candidatesOf(placed: readonly Placed[]): { meaning: MemberMeaning; item: TermItem }[] {
  return placed.flatMap(({ role, slot }) =>
    "candidates" in role ? role.candidates.map((meaning) => ({ meaning, item: slot.item })) : [],
  );
}

function whichMeasure(catalog: Catalog, groups: readonly Placed[], end: number): Failure {
  if (groups.length === 0) return refusal("I do not know what to measure here.");
  const choices = Object.keys(catalog.measures).map((measure): Choice => {
    const label = measureLabel(catalog, measure);
    return { label, edits: [{ from: end, to: end, phrase: ` by ${label.toLowerCase()}` }] };
  });
  return { kind: "clarify", message: "By which measure?", choices };
}
