import type { MetricQueryInput } from "@heddle/sdk/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createShopDatabase } from "./testing/shop-database.ts";
import type { ShopDatabase } from "./testing/shop-database.ts";

describe("compileMetricQuery over tables", () => {
  let shops: ShopDatabase;
  const answer: ShopDatabase["answer"] = (query, now) => shops.answer(query, now);

  beforeAll(async () => {
    shops = await createShopDatabase();
  });
  afterAll(() => shops.drop());
  beforeEach(() => shops.clear());

  describe("over several tables", () => {
    beforeEach(() =>
      shops.client.query(`
        insert into shops values (1, 'Corner', 'Lund'), (2, 'Corner', 'Lund'), (3, 'Mill', null);
        insert into orders (shop_id, method, status, total, placed_at) values
          (1, 'card', 'paid', 1000, '2026-01-10'), (1, 'cash', 'paid', 2050, '2026-02-10'), (1, null, 'open', 9900, '2026-02-11'),
          (2, 'card', 'paid', 300, '2026-01-12'), (3, null, 'paid', 700, '2026-01-20'), (null, 'card', 'paid', 40, '2026-03-01');
        insert into returns (order_id, shop_id, amount, at) values
          (1, 1, 100, '2026-01-15'), (1, 1, 50, '2026-02-15'), (1, 1, 25, '2026-02-16'), (5, 3, 70, '2026-02-01'), (6, null, 4, '2026-04-01');`),
    );

    it("counts no order twice where it has several returns", async () => {
      expect(await answer({ measures: ["sales", "returned", "orders"] })).toEqual(
        await shops.rowsOf(`select (select sum(total) * 0.01 from orders where status = 'paid'),
          (select sum(amount) * 0.01 from returns), (select count(*) from orders)`),
      );
    });

    it("keeps groups that only one of the tables has, and pairs those without a key", async () => {
      expect(await answer({ measures: ["sales", "returned"], dimensions: ["shops.city"] })).toEqual([
        ["Lund", "33.50", "1.75"],
        [null, "7.40", "0.74"],
      ]);
      expect(await answer({ measures: ["sales", "returned"], time: { grain: "month" } })).toEqual([
        ["2026-01-01", "20.00", "1.00"],
        ["2026-02-01", "20.50", "1.45"],
        ["2026-03-01", "0.40", "0.00"],
        ["2026-04-01", "0.00", "0.04"],
      ]);
    });

    it("keeps two shops of one name apart, in one table and in several", async () => {
      expect(await answer({ measures: ["sales"], dimensions: ["shops.name"] })).toEqual([
        ["Corner", "30.50"],
        ["Mill", "7.00"],
        ["Corner", "3.00"],
        [null, "0.40"],
      ]);
      expect(await answer({ measures: ["sales", "returned"], dimensions: ["shops.name"] })).toEqual([
        ["Corner", "30.50", "1.75"],
        ["Mill", "7.00", "0.70"],
        ["Corner", "3.00", "0.00"],
        [null, "0.40", "0.04"],
      ]);
    });

    it("divides over tables, and gives null over zero", async () => {
      expect(
        await answer({
          measures: ["return_rate"],
          dimensions: ["shops.city"],
          sort: [{ by: "shops.city", direction: "asc" }],
        }),
      ).toEqual([
        ["Lund", String(175 / 3350)],
        [null, String(74 / 740)],
      ]);
      expect(
        await answer({
          measures: ["return_rate"],
          time: { range: { type: "absolute", from: "2026-04-01", to: "2026-05-01" } },
        }),
      ).toEqual([[null]]);
    });

    it("filters a table by what its joins lead to, on the way of two steps too", async () => {
      const filters = [{ member: "orders.method", operator: "in" as const, values: ["card"] }];
      expect(await answer({ measures: ["returned"], filters })).toEqual([["1.79"]]);
      expect(await answer({ measures: ["returned"], time: { dimension: "orders.placed_at", grain: "month" } })).toEqual(
        [
          ["2026-01-01", "2.45"],
          ["2026-03-01", "0.04"],
        ],
      );
    });

    it("keeps rows without a value in what is not something", async () => {
      const count = async (operator: "not_in" | "in" | "not_contains" | "is_null", ...values: string[]) =>
        (await answer({ measures: ["orders"], filters: [{ member: "orders.method", operator, values }] }))[0]?.[0];
      expect(await count("not_in", "card")).toBe("3");
      expect(await count("not_in", "card", "cash")).toBe("2");
      expect(await count("not_contains", "CAR")).toBe("3");
      expect(await count("is_null")).toBe("2");
      expect(await count("in")).toBe("0");
      expect(await count("not_in")).toBe("6");
    });

    it("narrows groups by a measure and sorts what has no value last", async () => {
      const query: MetricQueryInput = {
        measures: ["orders"],
        dimensions: ["shops.name"],
        filters: [{ member: "sales", operator: "gte", values: [7] }],
      };
      expect(await answer(query)).toEqual([
        ["Corner", "3"],
        ["Mill", "1"],
      ]);
      const rates = await answer({
        measures: ["return_rate"],
        time: { grain: "month" },
        sort: [{ by: "return_rate", direction: "desc" }],
      });
      expect(rates.map(([at]) => at)).toEqual(["2026-02-01", "2026-01-01", "2026-03-01", "2026-04-01"]);
    });

    it("takes a limit with a time axis for a number of series, over the whole range", async () => {
      const query: MetricQueryInput = {
        measures: ["sales"],
        dimensions: ["shops.name"],
        time: { grain: "month" },
        limit: 2,
      };
      expect(await answer(query)).toEqual([
        ["2026-01-01", "Corner", "10.00"],
        ["2026-01-01", "Mill", "7.00"],
        ["2026-02-01", "Corner", "20.50"],
      ]);
      expect(await answer({ ...query, measures: ["return_rate"] })).toEqual([
        ["2026-01-01", "Mill", "0"],
        ["2026-02-01", "Mill", null],
        ["2026-03-01", null, "0"],
        ["2026-04-01", null, null],
      ]);
    });
  });

  it("gives zero for counts and sums of nothing, and null for means, ratios and the last of nothing", async () => {
    const measures = ["orders", "sales", "methods", "mean_order", "paid_share", "last_order"];
    expect(await answer({ measures })).toEqual([["0", "0.00", "0", null, null, null]]);
    expect(await answer({ measures: ["returned", ...measures] })).toEqual([
      ["0.00", "0", "0.00", "0", null, null, null],
    ]);
    expect(await answer({ measures: ["sales"], dimensions: ["orders.method"] })).toEqual([]);
  });

  it("keeps every digit of large sums of money", async () => {
    await shops.client.query("insert into orders (total) values (9007199254740993), (9223372036854775807)");
    expect(await answer({ measures: ["sales"] })).toEqual([["92323792361095168.00"]]);
  });

  it("takes texts as they stand", async () => {
    const names = ["O'Hara", "a\n  b", "100%", "\\", "1000", "ünï_🦓"];
    await shops.client.query("insert into shops select row_number() over (), t, t from unnest($1::text[]) t", [names]);
    await shops.client.query("insert into orders (shop_id) select id from shops");
    for (const name of names) {
      const count = async (operator: "in" | "contains") =>
        answer({ measures: ["orders"], filters: [{ member: "shops.name", operator, values: [name] }] });
      expect(await count("in")).toEqual([["1"]]);
      expect(await count("contains")).toEqual([["1"]]);
    }
  });
});
