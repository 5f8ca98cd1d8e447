import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** One line of standard input: what it says, or that it says nothing a verb can use. */
export type JsonLine =
  | { readonly ok: true; readonly value: Record<string, unknown> }
  | { readonly ok: false; readonly line: number };

/** The objects of JSON lines, in order; empty lines are passed over. */
export async function* jsonLines(input: Readable): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== "") yield parseLine(text, line);
  }
}

function parseLine(text: string, line: number): JsonLine {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { ok: true, value: value as Record<string, unknown> };
    }
  } catch {
    // Said below, like every other line that is no object.
  }
  return { ok: false, line };
}
