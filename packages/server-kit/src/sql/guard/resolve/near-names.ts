/** The names most like a wrong one, best first, so that a hint stays short. Likeness counts shared pairs of letters. */
export function nearNames(wrong: string, names: readonly string[], count = 8): string[] {
  const wanted = pairs(wrong);
  const likeness = (name: string): number => {
    const own = pairs(name);
    return [...own].filter((pair) => wanted.has(pair)).length / (own.size + wanted.size || 1);
  };
  return names.toSorted((a, b) => likeness(b) - likeness(a)).slice(0, count);
}

function pairs(word: string): Set<string> {
  const padded = ` ${word.toLowerCase()} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2)));
}
