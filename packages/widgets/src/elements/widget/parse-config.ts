import { type WidgetConfig, widgetConfigSchema } from "@heddle/sdk/contract";
import { messages } from "../../messages.ts";

export type ParsedConfig = { ok: true; config: WidgetConfig } | { ok: false; title: string; problems: string[] };

const shownProblems = 3;

/**
 * Checks a config against the contract's strict schema. Nothing of a config that does not fit is drawn.
 *
 * @param value JSON text, as an attribute holds it, or the object itself
 */
export function parseConfig(value: unknown): ParsedConfig {
  if (value === undefined || value === null || value === "") {
    return { ok: false, title: messages.widget.noConfig, problems: [] };
  }
  const title = messages.widget.invalidConfig;
  const read = typeof value === "string" ? readJson(value) : { value };
  if ("problem" in read) return { ok: false, title, problems: [read.problem] };
  const parsed = widgetConfigSchema.safeParse(read.value);
  if (parsed.success) return { ok: true, config: parsed.data };
  return { ok: false, title, problems: parsed.error.issues.slice(0, shownProblems).map(describeIssue) };
}

function readJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: messages.widget.notJson };
  }
}

interface Issue {
  code?: string | undefined;
  path: PropertyKey[];
  message: string;
  keys?: string[];
  expected?: string;
  values?: unknown[];
}

/** The schema's own messages stay out of the bundle; codes and paths say enough to find the mistake. */
function describeIssue(issue: Issue): string {
  const path = issue.path.map(String).join(".") || "config";
  if (issue.keys) return messages.widget.unknownKeys(path, issue.keys.join(", "));
  if (issue.values) return messages.widget.expected(path, issue.values.map(String).join(", "));
  if (issue.expected) return messages.widget.expected(path, issue.expected);
  return messages.widget.invalidValue(path);
}
