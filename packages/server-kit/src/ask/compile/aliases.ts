/** Postgres cuts longer names without a word. */
const longestIdentifier = 63;

/** An alias for each name, in order: the name itself where Postgres can hold it and no earlier one has it. */
export function uniqueAliases(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    let alias = Buffer.byteLength(name) <= longestIdentifier ? name : `column_${index + 1}`;
    while (taken.has(alias)) alias = `column_${taken.size + index + 1}`;
    taken.add(alias);
    return alias;
  });
}
