import type { MetricQuery } from "@heddle/sdk/contract";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Draft, Drafter } from "../pipeline.ts";
import { fold } from "./planner/words.ts";

const indexes = new WeakMap<Catalog, ReadonlyMap<string, MetricQuery>>();

/**
 * The drafter of questions whose answer a person has checked (`catalog.verified`). Only the very question counts, but
 * for case, accents, punctuation, spacing and Unicode's forms of the same letter; any other it refuses.
 */
export function createVerifiedDrafter(): Drafter {
  return {
    name: "verified",
    draft: async ({ catalog, question }) => {
      const query = verifiedOf(catalog).get(sameQuestion(question.text));
      const draft: Draft =
        query === undefined
          ? { kind: "refuse", message: "This is not one of the verified questions.", leftover: [] }
          : { kind: "metric", query };
      return { draft, drafter: "verified", raw: JSON.stringify(draft) };
    },
  };
}

function verifiedOf(catalog: Catalog): ReadonlyMap<string, MetricQuery> {
  const index =
    indexes.get(catalog) ?? new Map(catalog.verified.map(({ question, query }) => [sameQuestion(question), query]));
  indexes.set(catalog, index);
  return index;
}

/** What two ways of typing one question have in common. Signs that change what is asked stay, as in "1.5" or "< 10 %". */
function sameQuestion(text: string): string {
  return fold(text.normalize("NFKC"))
    .replace(/['’]/g, "")
    .replace(/(?!(?<=\d)[.,](?=\d))[^\p{L}\p{N}<>=%+]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}
