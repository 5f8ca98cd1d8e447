import type { MetricQuery } from "@heddle/sdk/contract";
import type { Catalog } from "../../../catalog/catalog.ts";
import type { ColumnFilter } from "./filters-of.ts";
import type { ItemOf } from "./items.ts";
import type { Chosen } from "./measures-of.ts";
import { measureLabel } from "./names.ts";
import { refusal } from "./outcome.ts";
import type { Failure } from "./outcome.ts";
import { adverseWords } from "./phrases.ts";
import type { Parts, Request } from "./request.ts";
import type { Placed } from "./roles.ts";
import type { Sentence } from "./slots.ts";

/** How many rows "the top merchants" are. */
const defaultLimit = 10;

type Order = Pick<MetricQuery, "sort" | "limit">;

/** How the rows are ordered and how many are wanted. */
export function orderOf(
  { catalog, sentence }: Request,
  placed: readonly Placed[],
  chosen: readonly Chosen[],
  { dimensions, time, columns, thresholds }: Parts,
): Order | Failure {
  const ranks = sentence.ranks;
  const [rank] = ranks;
  const by = sortMeasure(placed, chosen);
  const isSplit = dimensions.length > 0 || sentence.rankedUnit !== undefined || time.grain !== undefined;
  if (rank === undefined) return plainOrder(sentence, placed, { by, isSplit, isNarrowed: thresholds.length > 0 });
  if (
    ranks.some((other) => other.direction !== rank.direction) ||
    ranks.filter((other) => other.limit !== undefined).length > 1 ||
    sentence.sorted
  ) {
    return refusal("I can put the result in one order.", ...ranks);
  }
  if (!isSplit || by === undefined) return refusal("I can rank groups, not single rows: say by what.", rank);
  const adverse = ranks.find((other) => other.tone !== undefined && isAdverse(catalog, by, columns));
  if (adverse !== undefined) return highestOrLowest(catalog, by, adverse);
  const limit = limitOf(sentence, placed);
  if (
    limit !== undefined &&
    (dimensions.length > 0 ? time.grain !== undefined || dimensions.length > 1 : time.grain === undefined)
  ) {
    return refusal("I can take the top of one list, not of one list in each time or group.", rank);
  }
  return { sort: [{ by, direction: rank.direction }], ...(limit === undefined ? {} : { limit }) };
}

function plainOrder(
  { sorted, sortedByTime, direction, rankedUnit }: Sentence,
  placed: readonly Placed[],
  { by, isSplit, isNarrowed }: { by: string | undefined; isSplit: boolean; isNarrowed: boolean },
): Order | Failure {
  const isListOrder =
    placed.some(({ role, lead }) => role.role === "group" && role.head && !lead.by) &&
    placed.some(({ role, lead }) => role.role === "measure" && lead.by);
  if (rankedUnit !== undefined && !isNarrowed)
    return refusal("I do not know which of them you want: the highest or the lowest?");
  if (sortedByTime)
    return isSplit ? { sort: [{ by: "time", direction: direction ?? "asc" }] } : refusal("There is nothing to sort.");
  if (!sorted && direction === undefined)
    return { sort: isListOrder && by !== undefined ? [{ by, direction: "desc" }] : [] };
  if (!isSplit || by === undefined) return refusal("There is nothing to sort.");
  return { sort: [{ by, direction: direction ?? "desc" }] };
}

/** The measure after "top", "most", "by" or "sorted by"; else the first. */
function sortMeasure(placed: readonly Placed[], chosen: readonly Chosen[]): string | undefined {
  const ranked = placed.find(
    ({ role, lead }) =>
      (role.role === "measure" || role.role === "count") && (lead.rank !== undefined || lead.sort || lead.by),
  );
  const named =
    ranked?.role.role === "measure" ? ranked.role.measure : chosen.find((each) => each.placed === ranked)?.measure;
  return chosen.some(({ measure }) => measure === named) ? named : chosen[0]?.measure;
}

/** A number that was said; one where the singular asks for one; else a list's usual length. None for "highest revenue by merchant". */
function limitOf({ ranks, rankedUnit }: Sentence, placed: readonly Placed[]): number | undefined {
  const said =
    ranks.find((rank) => rank.limit !== undefined)?.limit ??
    placed.find(({ lead }) => lead.number !== undefined)?.lead.number?.value;
  if (said !== undefined) return said;
  if (rankedUnit !== undefined) return rankedUnit.plural ? defaultLimit : 1;
  const group = placed.find(({ role, lead }) => role.role === "group" && !lead.by);
  if (group === undefined) return undefined;
  return group.slot.item.singular ? 1 : defaultLimit;
}

/** Whether more of a measure is worse, as far as its words tell. */
function isAdverse(catalog: Catalog, measure: string, columns: readonly ColumnFilter[]): boolean {
  const words = [measure, measureLabel(catalog, measure), ...columns.flatMap(({ values }) => values)]
    .join(" ")
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return words.some((word) => adverseWords.has(word) || adverseWords.has(word.replace(/s$/, "")));
}

function highestOrLowest(catalog: Catalog, measure: string, rank: ItemOf<"rank">): Failure {
  const label = measureLabel(catalog, measure).toLowerCase();
  const count = rank.limit === undefined ? "" : ` ${rank.limit}`;
  const choices = ["Highest", "Lowest"].map((order) => ({
    label: `${order} ${label}`,
    edits: [{ from: rank.from, to: rank.to, phrase: `${order.toLowerCase()}${count}` }],
  }));
  return { kind: "clarify", message: `Do you mean the highest or the lowest ${label}?`, choices };
}
