import { describe, expect, it } from "vitest";
import { answerJsonSchema } from "./answer-schema.ts";

/** Every schema inside a schema, with its depth in objects. */
function walk(schema: unknown, depth = 0): { schema: Record<string, unknown>; depth: number }[] {
  if (typeof schema !== "object" || schema === null) return [];
  const here = schema as Record<string, unknown>;
  const inner = here["type"] === "object" ? depth + 1 : depth;
  const parts = [
    ...Object.values(here["properties"] ?? {}),
    here["items"],
    ...((here["anyOf"] as unknown[] | undefined) ?? []),
  ];
  return [{ schema: here, depth: inner }, ...parts.flatMap((part) => walk(part, inner))];
}

describe("answerJsonSchema", () => {
  const all = walk(answerJsonSchema);

  it("uses only what strict mode knows at OpenAI and on Azure", () => {
    const known = new Set([
      "type",
      "properties",
      "required",
      "additionalProperties",
      "items",
      "anyOf",
      "enum",
      "const",
    ]);
    expect(all.flatMap(({ schema }) => Object.keys(schema)).filter((keyword) => !known.has(keyword))).toEqual([]);
  });

  it("has an object at its root", () => {
    expect(answerJsonSchema["type"]).toBe("object");
    expect(answerJsonSchema).not.toHaveProperty("anyOf");
  });

  it("requires every key of every object and allows no other", () => {
    for (const { schema } of all.filter((part) => part.schema["type"] === "object")) {
      expect(schema["required"]).toEqual(Object.keys(schema["properties"] as object));
      expect(schema["additionalProperties"]).toBe(false);
    }
  });

  it("tells choices apart by their first key", () => {
    const choices = all.flatMap(({ schema }) => (schema["anyOf"] as Record<string, unknown>[] | undefined) ?? []);
    const objects = choices.filter((choice) => choice["type"] === "object" && "properties" in choice);
    const firsts = objects.map(
      (choice) => Object.entries(choice["properties"] as Record<string, { const?: unknown }>)[0],
    );
    const discriminated = firsts.filter(
      (first) => first?.[0] === "kind" || (first?.[0] === "type" && first[1].const !== undefined),
    );
    expect(discriminated.every((first) => first?.[1].const !== undefined)).toBe(true);
    expect(new Set(discriminated.map((first) => first?.[1].const))).toEqual(
      new Set(["metric_query", "sql", "clarify", "refuse", "absolute", "relative"]),
    );
  });

  it("stays within 100 properties and 5 levels", () => {
    const properties = all.flatMap(({ schema }) => Object.keys((schema["properties"] as object | undefined) ?? {}));
    expect(properties.length).toBeLessThanOrEqual(100);
    expect(Math.max(...all.map(({ depth }) => depth))).toBeLessThanOrEqual(5);
  });
});
