import type { ResolvedQuery } from "./resolved-query.ts";

/** The primary keys to group by beside the dimensions, so that two rows of the same name stay apart. */
export function displayKeys({ dimensions }: ResolvedQuery): string[] {
  const shown = new Set(dimensions.map(({ member }) => member));
  return dimensions.flatMap(({ key }) => (key === undefined || shown.has(key) ? [] : [key]));
}
