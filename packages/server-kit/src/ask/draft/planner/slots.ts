import type { Grain } from "@heddle/sdk/contract";
import type { Direction, Item, ItemOf, TermItem } from "./items.ts";

type Rank = ItemOf<"rank">;
type Threshold = ItemOf<"threshold">;
type Conjunction = "and" | "comma" | "versus";

/** What stands before a term and says how to take it. */
export interface Lead {
  readonly by: boolean;
  readonly link: boolean;
  readonly which: boolean;
  readonly not: boolean;
  readonly sort: boolean;
  readonly rank?: Rank | undefined;
  readonly quantity?: ItemOf<"quantity"> | undefined;
  readonly threshold?: Threshold | undefined;
  readonly number?: ItemOf<"number"> | undefined;
}

/** A term of the catalog in its surroundings. */
export interface Slot extends Lead {
  readonly item: TermItem;
  readonly conjunction?: Conjunction | undefined;
  /** Nothing but filler stands between it and the slot before. */
  readonly direct: boolean;
  /** A comparison that follows it: "revenue over 1000". */
  after?: Threshold;
  /** It is followed by "breakdown" or "wise". */
  breakdown: boolean;
  /** Quoted values that stand beside it: merchant "Blue Cafe". */
  quoted: string[];
}

/** A question as terms in their surroundings, and what is said beside them. */
export interface Sentence {
  readonly slots: readonly Slot[];
  readonly grains: readonly Grain[];
  /** "Which month", "best day": the buckets are what is ranked. */
  readonly rankedUnit?:
    | { readonly rank?: Rank | undefined; readonly plural: boolean; readonly unit: Grain }
    | undefined;
  readonly ranks: readonly Rank[];
  readonly sorted: boolean;
  readonly sortedByTime: boolean;
  readonly direction?: Direction | undefined;
  /** "Compare A and B": the conjunction sets the two against each other. */
  readonly compare?: Item | undefined;
  readonly now?: Item | undefined;
  readonly state?: Item | undefined;
  /** Words that stand where they say nothing the grammar can take. */
  readonly astray: readonly Item[];
}

interface Pending {
  by: boolean;
  link: boolean;
  which: boolean;
  not: boolean;
  sort: boolean;
  relative: boolean;
  /** Something stands since the last slot that is not filler. */
  apart: boolean;
  /** A time stands since the last slot. */
  timed: boolean;
  rank?: Rank;
  quantity?: ItemOf<"quantity">;
  threshold?: Threshold;
  number?: ItemOf<"number">;
  quoted: string[];
  conjunction?: Conjunction;
  items: Item[];
}

interface Progress {
  slots: Slot[];
  grains: Grain[];
  ranks: Rank[];
  astray: Item[];
  sorted: boolean;
  sortedByTime: boolean;
  direction?: Direction;
  rankedUnit?: NonNullable<Sentence["rankedUnit"]>;
  compare?: Item;
  now?: Item;
  state?: Item;
  /** The last thing said was a split by a unit of time, so that "and" goes on with it. */
  afterGrain: boolean;
  pending: Pending;
}

const nothing = (): Pending => ({
  by: false,
  link: false,
  which: false,
  not: false,
  sort: false,
  relative: false,
  apart: false,
  timed: false,
  quoted: [],
  items: [],
});

/** Groups the items around the terms; times have been taken out and left `range` items as separators. */
export function sentenceOf(items: readonly Item[]): Sentence {
  const progress: Progress = {
    slots: [],
    grains: [],
    ranks: [],
    astray: [],
    sorted: false,
    sortedByTime: false,
    afterGrain: false,
    pending: nothing(),
  };
  for (const item of items) take(progress, item);
  astrayAtEnd(progress);
  return progress;
}

function take(progress: Progress, item: Item): void {
  switch (item.kind) {
    case "stop":
      return;
    case "term":
      return takeTerm(progress, item);
    case "unit":
      return takeUnit(progress, item);
    case "grain":
      return takeGrain(progress, item.grain, item);
    case "quoted":
      return takeQuoted(progress, item);
    case "breakdown":
      return takeBreakdown(progress, item);
    case "threshold":
      return takeThreshold(progress, item);
    case "range":
      return takeRange(progress, item);
    case "direction":
      progress.direction = item.direction;
      return;
    case "compare":
    case "now":
    case "state":
      progress[item.kind] = item;
      return;
    default:
      return takeLead(progress, item);
  }
}

/** What says how to take the next term. Two that exclude each other cannot stand before one term. */
function takeLead(progress: Progress, item: Item): void {
  const { pending } = progress;
  switch (item.kind) {
    case "and":
      if (pending.conjunction === undefined || pending.conjunction === "comma") pending.conjunction = item.how;
      break;
    case "link":
      pending.link = true;
      pending.relative ||= item.relative === true;
      if (item.relative === true && progress.slots.length === 0) progress.astray.push(item);
      break;
    case "not":
      if (pending.not) progress.astray.push(item);
      pending.not = true;
      break;
    case "by":
    case "which":
      pending[item.kind] = true;
      break;
    case "sort":
      pending.sort = true;
      progress.sorted = true;
      break;
    case "rank":
      progress.ranks.push(item);
      takeOnce(progress, { rank: item });
      break;
    case "quantity":
      takeOnce(progress, { quantity: item });
      break;
    case "number":
      takeOnce(progress, { number: item });
      break;
    default:
      progress.astray.push(item);
      return;
  }
  pending.apart = true;
  pending.items.push(item);
}

function takeOnce({ pending, astray }: Progress, lead: Partial<Pick<Pending, "rank" | "quantity" | "number">>): void {
  for (const key of ["rank", "quantity", "number"] as const) {
    if (lead[key] !== undefined && pending[key] !== undefined) astray.push(lead[key]);
  }
  Object.assign(pending, lead);
}

/** A time between two terms keeps them apart and takes nothing that was said before it. */
function takeRange({ pending, astray }: Progress, item: Item): void {
  if (pending.by || pending.not || pending.relative || pending.number !== undefined || pending.rank !== undefined) {
    astray.push(item);
  }
  pending.apart = true;
  pending.timed = true;
  delete pending.conjunction;
  pending.items = pending.items.filter((other) => other.kind !== "link" && other.kind !== "and");
}

function takeTerm(progress: Progress, item: TermItem): void {
  const { pending, slots } = progress;
  progress.astray.push(...pending.items.filter((other) => other.kind === "unit"));
  const { by, link, which, not, sort, rank, quantity, threshold, number, conjunction, quoted } = pending;
  const goesOn = progress.afterGrain && conjunction !== undefined && !link;
  slots.push({
    item,
    by: by || goesOn,
    link,
    which,
    not,
    sort,
    rank,
    quantity,
    threshold,
    number,
    // A comma behind a time begins another thought: it lists nothing.
    conjunction: by || sort || goesOn || (conjunction === "comma" && pending.timed) ? undefined : conjunction,
    direct: slots.length > 0 && !pending.apart,
    breakdown: false,
    quoted,
  });
  progress.afterGrain = false;
  progress.pending = nothing();
}

function takeUnit(progress: Progress, item: ItemOf<"unit">): void {
  const { pending } = progress;
  const chained = pending.conjunction !== undefined && (progress.afterGrain || progress.slots.at(-1)?.by === true);
  if (pending.sort) {
    progress.sortedByTime = true;
    progress.pending = nothing();
  } else if (pending.rank !== undefined || pending.which) {
    progress.rankedUnit = {
      unit: item.unit,
      plural: item.plural,
      ...(pending.rank === undefined ? {} : { rank: pending.rank }),
    };
    takeGrain(progress, item.unit, item);
  } else if (pending.by || chained) {
    takeGrain(progress, item.unit, item);
  } else {
    // "Month wise": whether it is a split shows the next word.
    pending.items.push(item);
    pending.apart = true;
  }
}

function takeGrain(progress: Progress, grain: Grain, item: Item): void {
  const { pending } = progress;
  const taken = new Set<Item["kind"]>(item.kind === "unit" ? ["link", "and", "by", "rank", "which"] : ["link", "and"]);
  progress.astray.push(...pending.items.filter((other) => !taken.has(other.kind)));
  if (pending.threshold !== undefined && progress.slots.at(-1)?.after !== pending.threshold)
    progress.astray.push(pending.threshold);
  progress.grains.push(grain);
  progress.pending = { ...nothing(), apart: true, timed: true };
  progress.afterGrain = true;
}

function takeBreakdown(progress: Progress, item: Item): void {
  const { pending, slots } = progress;
  const unit = pending.items.at(-1);
  const last = slots.at(-1);
  if (unit?.kind === "unit") {
    pending.items.pop();
    takeGrain(progress, unit.unit, item);
  } else {
    if (last !== undefined && !pending.apart) last.breakdown = true;
    pending.apart = true;
  }
}

function takeQuoted(progress: Progress, item: ItemOf<"quoted">): void {
  const { pending, slots } = progress;
  const last = slots.at(-1);
  const others = pending.items.filter((other) => other.kind !== "link" && other.kind !== "and");
  const continues = pending.conjunction === undefined || (last?.quoted.length ?? 0) > 0;
  if (last !== undefined && others.length === 0 && continues && !pending.relative) {
    last.quoted.push(item.value);
    progress.pending = { ...nothing(), apart: true };
  } else {
    pending.quoted.push(item.value);
    pending.items.push(item);
  }
}

function takeThreshold(progress: Progress, item: Threshold): void {
  const { pending, slots } = progress;
  const last = slots.at(-1);
  if (pending.threshold !== undefined || pending.number !== undefined) progress.astray.push(item);
  // Which of its neighbours it measures is known once the neighbours are.
  if (last !== undefined && !pending.apart) last.after = item;
  pending.threshold = item;
  pending.link = false;
  pending.apart = true;
}

/** What waits for a term that never came. Prepositions and commas may stand before a time. */
function astrayAtEnd(progress: Progress): void {
  const { pending } = progress;
  const harmless = new Set(["link", "and", "sort"]);
  // "Revenue by merchant, top 10".
  const isLimit = (item: Item): boolean =>
    item.kind === "rank" && item.limit !== undefined && item === pending.items.at(-1);
  progress.astray.push(...pending.items.filter((item) => !harmless.has(item.kind) && !isLimit(item)));
  if (pending.relative) progress.astray.push(...pending.items.filter((item) => item.kind === "link"));
  if (pending.conjunction !== undefined && pending.conjunction !== "comma")
    progress.astray.push(...pending.items.filter((item) => item.kind === "and"));
  if (pending.threshold !== undefined && progress.slots.at(-1)?.after !== pending.threshold)
    progress.astray.push(pending.threshold);
}
