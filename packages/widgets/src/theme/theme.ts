/** `auto` follows the reader's `prefers-color-scheme`. */
export type Theme = "light" | "dark" | "auto";

const themes: readonly string[] = ["light", "dark", "auto"] satisfies Theme[];

/** Reads a `theme` attribute; anything that is not a theme is `auto`. */
export function toTheme(value: string | null | undefined): Theme {
  return value && themes.includes(value) ? (value as Theme) : "auto";
}
