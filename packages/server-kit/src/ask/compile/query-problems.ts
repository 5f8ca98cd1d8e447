import { distance } from "fastest-levenshtein";
import { HeddleError } from "../../errors.ts";

/** One thing wrong with a metric query. */
export interface QueryProblem {
  /** JSON Pointer into the metric query (RFC 6901). */
  path: string;
  detail: string;
  /** What to write instead, where that is known. */
  hint?: string;
}

const mostNamesListed = 12;

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

/** A hint that names the candidates nearest to a name, or the first of them where none is near. */
export function nearNames(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const wanted = name.toLowerCase();
  const near = candidates
    .map((candidate) => ({ candidate, steps: nameDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => steps <= Math.ceil(Math.max(wanted.length, candidate.length) / 3))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, 3);
  if (near.length > 0) return `Did you mean ${near.map(({ candidate }) => `"${candidate}"`).join(" or ")}?`;
  const listed = candidates.slice(0, mostNamesListed).join(", ");
  return `There is: ${listed}${candidates.length > mostNamesListed ? ", ..." : ""}.`;
}

/** Edits between two names; `method` is as near to `payments.method` as if the table had been written. */
function nameDistance(wanted: string, candidate: string): number {
  const column = candidate.slice(candidate.indexOf(".") + 1);
  return Math.min(distance(wanted, candidate), distance(wanted.slice(wanted.indexOf(".") + 1), column) + 1);
}
