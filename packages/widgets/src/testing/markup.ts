import { nothing, type TemplateResult } from "lit";

/** A template written out as text, so that charts can be looked at without a browser. Listeners are left out. */
export function markup(value: unknown): string {
  if (value === nothing || value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map(markup).join("");
  if (isTemplate(value)) return template(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return escape(String(value));
  return "";
}

function isTemplate(value: unknown): value is TemplateResult {
  return typeof value === "object" && value !== null && "_$litType$" in value;
}

function template({ strings, values }: TemplateResult): string {
  return strings.reduce((text, part, index) => {
    if (index === 0) return part;
    const written = markup(values[index - 1]);
    return `${text}${text.endsWith("=") ? `"${written}"` : written}${part}`;
  }, "");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** The value of an attribute in every element of a kind, in order. */
export function attributes(text: string, element: string, attribute: string): string[] {
  const elements = text.match(new RegExp(`<${element}\\b[^>]*>`, "g")) ?? [];
  return elements.flatMap((one) => new RegExp(`\\s${attribute}="([^"]*)"`).exec(one)?.[1] ?? []);
}

/** All points of a path: `M1,2L3,4` gives `[[1, 2], [3, 4]]`. Control points of curves are among them. */
export function pathPoints(path: string): [number, number][] {
  return [...path.matchAll(/(-?[\d.]+)[, ](-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

/** The texts between tags, trimmed and without empty ones. */
export function texts(text: string): string[] {
  return text
    .split(/<[^>]*>/)
    .map((part) => part.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}
