/** Reads `suggestions='["Revenue this month"]'`. What is not a list of strings gives no suggestions. */
export function readSuggestions(attribute: string | null): string[] {
  if (!attribute) return [];
  try {
    const value: unknown = JSON.parse(attribute);
    return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
  } catch {
    return [];
  }
}
