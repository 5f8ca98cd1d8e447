import { describe, expect, it } from "vitest";
import { sampleCatalog } from "../sample/sample-catalog.ts";
import { parseCatalog } from "./catalog.ts";
import { joinPath, reachableTables } from "./join-paths.ts";

/** A catalog in which each table has the joins it is given: `{ a: ["b", "c"] }`. */
function catalogOfJoins(joins: Record<string, string[]>) {
  const tables = Object.entries(joins).map(([name, targets]) => [
    name,
    {
      tenant: "shared",
      primaryKey: "id",
      columns: { id: { type: "integer" } },
      joins: Object.fromEntries(targets.map((to) => [to, { to, on: { id: "id" } }])),
    },
  ]);
  return parseCatalog({ name: "joins", tables: Object.fromEntries(tables), measures: {} });
}

const pathNames = (catalog: ReturnType<typeof catalogOfJoins>, from: string, to: string) =>
  joinPath(catalog, from, to)?.map((step) => step.to);

describe("joinPath", () => {
  it("takes the direct join, with its columns, over a longer way", () => {
    expect(joinPath(sampleCatalog, "disputes", "merchants")).toEqual([
      { from: "disputes", to: "merchants", on: [["merchant_id", "id"]] },
    ]);
  });

  it("goes over several joins", () => {
    expect(pathNames(sampleCatalog, "disputes", "customers")).toEqual(["payments", "customers"]);
  });

  it("is empty from a table to itself", () => {
    expect(joinPath(sampleCatalog, "payments", "payments")).toEqual([]);
  });

  it("never follows a join from its one side", () => {
    expect(joinPath(sampleCatalog, "merchants", "payments")).toBeUndefined();
  });

  it("knows no way from or to a table that does not exist", () => {
    expect(joinPath(sampleCatalog, "nowhere", "nowhere")).toBeUndefined();
    expect(joinPath(sampleCatalog, "payments", "toString")).toBeUndefined();
  });

  it("takes the way declared first of two equally short ones", () => {
    expect(pathNames(catalogOfJoins({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }), "a", "d")).toEqual(["b", "d"]);
    expect(pathNames(catalogOfJoins({ a: ["c", "b"], b: ["d"], c: ["d"], d: [] }), "a", "d")).toEqual(["c", "d"]);
  });

  it("ends on joins that go in a circle", () => {
    const circle = catalogOfJoins({ a: ["b"], b: ["a", "b"], c: [] });
    expect(joinPath(circle, "a", "c")).toBeUndefined();
  });
});

describe("reachableTables", () => {
  it("lists the table itself and what lies on the one side of its joins", () => {
    expect(reachableTables(sampleCatalog, "refunds")).toEqual([
      "refunds",
      "merchants",
      "payments",
      "partners",
      "customers",
    ]);
    expect(reachableTables(sampleCatalog, "partners")).toEqual(["partners"]);
  });
});
