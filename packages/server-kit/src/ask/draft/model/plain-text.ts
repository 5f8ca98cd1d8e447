/** Control characters, and the marks that turn the direction of the text around them (Unicode TR 9). */
const unprintable = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;
const loneSurrogate = /\p{Surrogate}/gu;

/** One line of plain text for people, at most `limit` characters: what a model wrote is shown, never interpreted. */
export function plainText(text: string, limit: number): string {
  const line = text.replace(loneSurrogate, "").replace(unprintable, " ").replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= limit
    ? line
    : `${characters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`;
}

/** Whether Postgres can hold every string in a JSON value: neither NUL nor half a surrogate pair. */
export function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && value.search(loneSurrogate) === -1;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isStorable);
}
