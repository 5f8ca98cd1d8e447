import type { Catalog } from "../../../catalog/catalog.ts";
import { isCount } from "./measure-rules.ts";
import type { Chosen } from "./measures-of.ts";
import { refusal } from "./outcome.ts";
import type { Failure } from "./outcome.ts";
import { stateColumns } from "./phrases.ts";
import type { Parts, Request } from "./request.ts";
import type { Placed } from "./roles.ts";

/** Words that must not be passed over: a comparison that compares nothing, "now" of a sum, a list of nothing. */
export function wordingProblem(
  request: Request,
  placed: readonly Placed[],
  chosen: readonly Chosen[],
  parts: Parts,
): Failure | undefined {
  const { time, sentence } = request;
  const isSplit = parts.dimensions.length > 0 || parts.time.grain !== undefined;
  if (parts.thresholds.length > 0 && !isSplit) {
    return refusal("A comparison with a number needs groups, such as merchants.");
  }
  if (sentence.compare !== undefined && chosen.length < 2 && !parts.columns.some(({ versus }) => versus)) {
    return refusal("I do not know what is compared here.", sentence.compare);
  }
  if (time.compare !== undefined && sentence.ranks.length > 0) {
    return refusal("I cannot rank and compare times at once.", ...sentence.ranks);
  }
  return stateProblem(request, placed, chosen, parts) ?? headProblem(placed, parts);
}

/** "Now" fits what is in a state, "doing" and "make" an amount: "what did my shops make" asks for no count of shops. */
function stateProblem(
  { catalog, sentence, time }: Request,
  placed: readonly Placed[],
  chosen: readonly Chosen[],
  { columns }: Parts,
): Failure | undefined {
  const { now, state } = sentence;
  const ofState = columns.some(({ member }) => stateColumns.has(member.slice(member.indexOf(".") + 1)));
  const isStock = ofState && time.range === undefined && chosen.every(({ measure }) => isCount(catalog, measure));
  if (now !== undefined && !isStock) {
    return refusal('I do not know the time this means; say for example "today" or "this month".', now);
  }
  const ofThings = placed.some((each) => isCountOfThings(catalog, each));
  return state !== undefined && (ofThings || chosen.some((each) => each.placed === undefined))
    ? refusal("I can tell numbers, not how somebody is doing.", state)
    : undefined;
}

function isCountOfThings(catalog: Catalog, { role, slot, lead }: Placed): boolean {
  if (lead.quantity?.of === "count" || lead.rank !== undefined || lead.threshold !== undefined) return false;
  if (role.role === "count") return true;
  const isThing = slot.item.meanings.some((meaning) => meaning.kind === "table");
  return role.role === "measure" && isThing && isCount(catalog, role.measure);
}

/** "Merchants with revenue" says nothing about them; "with revenue over 1000", "by revenue" and "the most" do. */
function headProblem(placed: readonly Placed[], { thresholds }: Parts): Failure | undefined {
  const head = placed.find(({ role }) => role.role === "group" && role.head);
  if (head === undefined || head.slot.breakdown || thresholds.length > 0) return undefined;
  const isOrdered = placed.some(
    ({ role, lead }) =>
      (role.role === "measure" && (lead.by || lead.sort || lead.rank !== undefined)) ||
      (role.role === "count" && lead.rank !== undefined),
  );
  return isOrdered ? undefined : refusal("I do not know what to tell about these.", head.slot.item);
}
