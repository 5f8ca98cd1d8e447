import { describe, expect, it } from "vitest";
import { HeddleError } from "../errors.ts";
import { sampleCatalog } from "../sample/sample-catalog.ts";
import { defineCatalog, findColumn, findMeasure, isDimension, parseCatalog } from "./catalog.ts";

const columns = { id: { type: "integer" }, partner_id: { type: "text" }, total: { type: "numeric" } } as const;
const orders = { tenant: { partner: "partner_id" }, primaryKey: "id", columns } as const;

function problemsOf(input: unknown): string[] {
  try {
    parseCatalog(input);
    return [];
  } catch (error) {
    if (!(error instanceof HeddleError)) throw error;
    expect(error.code).toBe("VALIDATION_FAILED");
    return (error.errors ?? []).map(({ path }) => path);
  }
}

describe("defineCatalog", () => {
  it("ties names to the tables and columns there are, when it is compiled", () => {
    const sum = { kind: "aggregate", label: "Sales", aggregate: "sum" } as const;
    expect(() =>
      // @ts-expect-error the table has no such tenant column
      defineCatalog({ name: "c", tables: { orders: { ...orders, tenant: { partner: "owner" } } }, measures: {} }),
    ).toThrow(HeddleError);
    expect(() =>
      defineCatalog({
        name: "c",
        tables: { orders },
        // @ts-expect-error the table has no such column
        measures: { sales: { ...sum, table: "orders", column: "amount" } },
      }),
    ).toThrow(HeddleError);
    expect(() =>
      defineCatalog({
        name: "c",
        tables: { orders },
        // @ts-expect-error there is no such table
        measures: { sales: { ...sum, table: "order", column: "total" } },
      }),
    ).toThrow(HeddleError);
    const catalog = defineCatalog({
      name: "c",
      tables: { orders },
      measures: { sales: { ...sum, table: "orders", column: "total" } },
    });
    expect(catalog.timeZone).toBe("UTC");
  });

  it("gives the same hash for the same catalog, and another for another", () => {
    const hashOf = (name: string): string => defineCatalog({ name, tables: { orders }, measures: {} }).hash;
    expect(hashOf("a")).toBe(hashOf("a"));
    expect(hashOf("a")).not.toBe(hashOf("b"));
  });
});

describe("parseCatalog", () => {
  it("takes a catalog that went through JSON", () => {
    expect(parseCatalog(JSON.parse(JSON.stringify(sampleCatalog)))).toEqual(sampleCatalog);
  });

  it("refuses a table that does not say whose rows are whose", () => {
    const { tenant: _, ...forgotten } = orders;
    expect(problemsOf({ name: "c", tables: { orders: forgotten }, measures: {} })).toEqual(["/tables/orders/tenant"]);
  });

  it("lists every name that leads nowhere, each with its path", () => {
    const wrong = {
      name: "c",
      timeZone: "Mars/Olympus",
      currency: { table: "orders", column: "currency" },
      directory: { partners: { table: "partners" }, merchants: { table: "orders" } },
      tables: {
        orders: {
          tenant: { partner: "owner", merchant: "shop" },
          primaryKey: "key",
          time: "at",
          columns: {},
          joins: { gone: { to: "customers", on: { customer_id: "id" } }, itself: { to: "orders", on: { a: "b" } } },
        },
      },
      measures: {
        sales: {
          kind: "aggregate",
          label: "Sales",
          table: "orders",
          aggregate: "sum",
          where: [{ column: "x", operator: "in" }],
        },
        lost: { kind: "aggregate", label: "Lost", table: "customers", aggregate: "count" },
        rate: { kind: "ratio", label: "Rate", numerator: "rate", denominator: "nothing" },
      },
    };
    expect(problemsOf(wrong).toSorted()).toEqual([
      "/currency",
      "/directory/partners/table",
      "/measures/lost/table",
      "/measures/rate/denominator",
      "/measures/rate/numerator",
      "/measures/sales/column",
      "/measures/sales/where",
      "/tables/orders/joins/gone/to",
      "/tables/orders/joins/itself/on",
      "/tables/orders/joins/itself/on",
      "/tables/orders/primaryKey",
      "/tables/orders/tenant/merchant",
      "/tables/orders/tenant/partner",
      "/tables/orders/time",
      "/timeZone",
    ]);
  });

  it.each([null, 5, "x", [], {}, { name: "c" }, { name: "c", tables: {}, measures: {}, sql: "select 1" }])(
    "refuses %j",
    (input) => {
      expect(problemsOf(input).length).toBeGreaterThan(0);
    },
  );
});

describe("looking things up", () => {
  it("does not find hidden columns, and is not led astray by names of Object.prototype", () => {
    expect(findColumn(sampleCatalog, "merchants.category")).toMatchObject({ table: "merchants", name: "category" });
    for (const member of [
      "customers.email",
      "customers",
      "a.b.c",
      "merchants.constructor",
      "__proto__.x",
      "constructor.name",
    ]) {
      expect(findColumn(sampleCatalog, member), member).toBeUndefined();
    }
    expect(findMeasure(sampleCatalog, "revenue")?.label).toBe("Revenue");
    expect(findMeasure(sampleCatalog, "toString")).toBeUndefined();
  });

  it("groups by texts, booleans and enumerated columns unless told otherwise", () => {
    expect(isDimension({ type: "text" })).toBe(true);
    expect(isDimension({ type: "text", dimension: false })).toBe(false);
    expect(isDimension({ type: "text", hidden: true })).toBe(false);
    expect(isDimension({ type: "integer" })).toBe(false);
    expect(isDimension({ type: "integer", dimension: true })).toBe(true);
  });
});
