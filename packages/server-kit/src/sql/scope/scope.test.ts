import fc from "fast-check";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import type { run } from "../../ask/run/run.ts";
import { defineCatalog } from "../../catalog/catalog.ts";
import { HeddleError } from "../../errors.ts";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import { guard } from "../guard/guard.ts";
import type { GuardedSql } from "../guard/guard.ts";
import { loadParser, parseSelect } from "../parse.ts";
import { SqlRefused } from "../sql-refused.ts";
import { scope } from "./scope.ts";
import type { ScopedSql } from "./scope.ts";
import { verifyNarrowed } from "./verify.ts";

beforeAll(loadParser);

const whole: TenantScope = { partnerId: "prt_1", merchantIds: "all" };
const some: TenantScope = { partnerId: "prt_1", merchantIds: ["mer_1", "mer_2"] };
const narrow = (sql: string, tenant: TenantScope): ScopedSql => scope(guard(sql, sampleCatalog), tenant);

describe("scope", () => {
  it("wraps the base table itself and leaves the rest of the text alone", () => {
    const { text, values } = narrow("select count(*) /* é */ from payments p where p.status = 'failed'", whole);
    expect(text).toBe(
      "select count(*) /* é */ from (select id, partner_id, merchant_id, customer_id, amount_minor, fee_minor, currency, " +
        "status, method, created_at from public.payments where partner_id = $1) p where p.status = 'failed'",
    );
    expect(values).toEqual(["prt_1"]);
  });

  it("keeps the table's name where it has no alias, and leaves hidden columns out", () => {
    const { text } = narrow("select * from customers", whole);
    expect(text).toBe(
      "select * from (select id, partner_id, merchant_id, city, created_at from public.customers where partner_id = $1) as customers",
    );
  });

  it("binds the merchants where the scope has only some", () => {
    const { text, values } = narrow("select id from merchants m join payments p on p.merchant_id = m.id", some);
    expect(text).toContain("from public.merchants where partner_id = $1 and id = any($2)) m");
    expect(text).toContain("from public.payments where partner_id = $1 and merchant_id = any($2)) p");
    expect(values).toEqual(["prt_1", ["mer_1", "mer_2"]]);
  });

  it("binds nothing where no table is read", () => {
    expect(narrow("select 1", some).values).toEqual([]);
  });

  it("lets every merchant of a partner read rows of the partner as a whole, where the catalog says so", () => {
    expect(narrow("select currency from partners", some)).toMatchObject({ values: ["prt_1"] });
  });

  it("refuses a table that does not say which merchant a row is of to whoever may see only some", () => {
    const catalog = defineCatalog({
      name: "c",
      tables: {
        plans: { tenant: { partner: "p" }, primaryKey: "id", columns: { id: { type: "text" }, p: { type: "text" } } },
      },
      measures: {},
    });
    const guarded = guard("select id from plans", catalog);
    expect(() => scope(guarded, some)).toThrow(SqlRefused);
    expect(scope(guarded, whole).values).toEqual(["prt_1"]);
  });

  it.each(["select * from payments *", "select id from payments * p", "select id from U&\"p!0061yments\" uescape '!'"])(
    "refuses where the narrowed text would mean something else: %s",
    (sql) => {
      expect(() => narrow(sql, whole)).toThrow(expect.objectContaining({ code: "GUARD_MISMATCH" }));
    },
  );

  it("narrows every table of any query that is put together from parts", () => {
    const table = fc.constantFrom("payments", "public.refunds", '"disputes"', "merchants /* x */", "public . payouts");
    const alias = fc.constantFrom("", " a", " as b", ' "C d"', " ü");
    const from = fc.tuple(table, alias).map(([name, as]) => ({ name, text: `${name}${as}` }));
    fc.assert(
      fc.property(fc.array(from, { minLength: 1, maxLength: 4 }), (items) => {
        const sql = items.map(({ text }) => `select count(*) from ${text}`).join(" union all ");
        const { text } = narrow(sql, whole);
        expect(text.match(/where partner_id = \$1/g)).toHaveLength(items.length);
      }),
    );
  });

  it("cannot be skipped: only its result may run, and only judged SQL may be narrowed", () => {
    expectTypeOf<string>().not.toExtend<GuardedSql>();
    expectTypeOf<{ kind: "sql"; sql: string; reading: string }>().not.toExtend<ScopedSql>();
    expectTypeOf<GuardedSql>().not.toExtend<ScopedSql>();
    expectTypeOf<{ text: string; values: string[]; tenant: TenantScope }>().not.toExtend<ScopedSql>();
    expectTypeOf<Parameters<typeof run>[0]>().toEqualTypeOf<ScopedSql>();
  });
});

describe("verifyNarrowed", () => {
  const judged = guardless("select count(*) from payments where status = 'a'");

  it.each([
    "select count(*) from payments where status = 'b'",
    "select count(*) from payments",
    "select count(id) from payments where status = 'a'",
    "select count(*) from public.payments where status = 'a'",
    "select count(*) from payments where status = 'a' limit 1",
    "select count(*) from payments, refunds where status = 'a'",
    "select distinct count(*) from payments where status = 'a'",
  ])("refuses another tree: %s", (sql) => {
    expect(() => verifyNarrowed(judged(), guardless(sql)(), new Map())).toThrow(HeddleError);
  });

  it("accepts the same tree in other places", () => {
    const spread = guardless("select  count( * )\nfrom payments where status='a'");
    expect(() => verifyNarrowed(judged(), spread(), new Map())).not.toThrow();
  });
});

function guardless(sql: string): () => ReturnType<typeof parseSelect>["select"] {
  return () => parseSelect(sql).select;
}
