import { HeddleError } from "../../errors.ts";
import { nearNames } from "../../sql/guard/resolve/near-names.ts";
import { wordList } from "./words.ts";

/** One thing wrong with a metric query. */
export interface QueryProblem {
  /** JSON Pointer into the metric query (RFC 6901). */
  path: string;
  detail: string;
  /** What to write instead, where that is known. */
  hint?: string;
}

const mostNamesHinted = 4;

/** All problems of a query as one `QUERY_INVALID`: the first is the message, every one is in `errors`. */
export function queryInvalid(problems: readonly QueryProblem[]): HeddleError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more, see errors)` : "";
  const hints = new Set(problems.flatMap((problem) => problem.hint ?? []));
  return new HeddleError("QUERY_INVALID", `${first?.detail ?? "The metric query does not fit the catalog."}${more}`, {
    ...(hints.size === 0 ? {} : { hint: [...hints].slice(0, 3).join(" ") }),
    errors: problems.map(({ path, detail }) => ({ path, detail })),
  });
}

/** A hint that names the candidates most like a name; empty where there are none. */
export function nearHint(name: string, candidates: readonly string[]): { hint?: string } {
  const near = nearNames(name, candidates, mostNamesHinted).map((candidate) => `"${candidate}"`);
  return near.length === 0
    ? {}
    : { hint: `The nearest ${near.length === 1 ? "name is" : "names are"} ${wordList(near, "and")}.` };
}
