import { beforeAll, describe, expect, it } from "vitest";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import { loadParser, maximumSqlBytes } from "../parse.ts";
import { SqlRefused } from "../sql-refused.ts";
import { acceptedQueries } from "../testing/accepted-queries.ts";
import { guard } from "./guard.ts";

beforeAll(loadParser);

function refusalOf(sql: string): SqlRefused | undefined {
  try {
    guard(sql, sampleCatalog);
    return undefined;
  } catch (error) {
    if (error instanceof SqlRefused) return error;
    throw error;
  }
}

const refused: readonly (readonly [rule: SqlRefused["rule"], sql: string])[] = [
  ["statement", ""],
  ["statement", "  -- nothing"],
  ["statement", "select 1; select 2"],
  ["statement", "delete from payments"],
  ["statement", "set role postgres"],
  ["statement", "copy payments to stdout"],
  ["statement", "explain select 1"],
  ["statement", "do $$ begin end $$"],
  ["statement", "call f()"],
  ["syntax", "selct 1"],
  ["syntax", "select 'open"],
  ["node", "select * into t from payments"],
  ["node", "select * from payments for update"],
  ["node", "with gone as (delete from payments returning *) select * from gone"],
  ["node", "select $1"],
  ["node", "select * from payments tablesample system (1)"],
  ["node", "select * from rows from (generate_series(1,2), generate_series(1,2)) as t"],
  ["node", "select * from postgres.public.payments"],
  ["node", "select xmlelement(name a)"],
  ["function", "select pg_sleep(10)"],
  ["function", "select set_config('heddle.scope', 'x', true)"],
  ["function", "select current_setting('heddle.scope')"],
  ["function", "select * from pg_read_file('/etc/passwd')"],
  ["function", "select * from query_to_xml('select 1', true, true, '')"],
  ["function", "select * from lower('a')"],
  ["function", "select public.sum(amount_minor) from payments"],
  ["function", "select pg_catalog.pg_read_file('x')"],
  ["function", "select heddle.current_partner()"],
  ["function", "select repeat('a', 1000000000)"],
  ["function", "select lo_export(1, '/tmp/x')"],
  ["function", "select dblink('a', 'b')"],
  ["function", "select current_user"],
  ["function", "select session_user"],
  ["operator", "select 1 operator(public.=) 1"],
  ["operator", "select 1 <-> 2"],
  ["operator", "select 1 = any (select 2) and 1 operator(public.+) 1 = 2"],
  ["type", "select 'pg_authid'::regclass"],
  ["type", "select null::payments"],
  ["type", "select '<a/>'::xml"],
  ["type", "select cast('a' as public.secret)"],
  ["table", "select * from pg_class"],
  ["table", "select * from information_schema.tables"],
  ["table", "select * from other.payments"],
  ["table", "select * from heddle.scope_keys"],
  ["table", "select * from only payments"],
  ["table", "select * from payments as p(a, b)"],
  ["table", "table payments"],
  ["table", "select * from missing"],
  ["table", "with a as (with b as (select 1) select 1) select * from b"],
  ["table", "select * from __proto__"],
  ["column", "select email from customers"],
  ["column", "select c.phone from customers c"],
  ["column", "select id from customers order by email"],
  ["column", "select count(*) from customers a join customers b using (email)"],
  ["column", "select id from customers natural join merchants"],
  ["column", "select (c).email from customers c"],
  ["column", "select (customers.*).email from customers"],
  ["column", "select ctid from payments"],
  ["column", "select xmin from payments"],
  ["column", "select tableoid from payments"],
  ["column", "select p.row_to_json from payments p"],
  ["column", "select public.payments.id from public.payments"],
  ["column", "select x.id from payments p"],
  ["column", "select a.id from payments a, (select a.id) b"],
  ["column", "select id from payments where (select sum(missing) from refunds) > 1"],
  ["size", `select '${"x".repeat(maximumSqlBytes)}'`],
  ["encoding", "select 'a\0b'"],
  ["encoding", "select '\ud800'"],
  ["nesting", `select ${"(".repeat(300)}1${")".repeat(300)}`],
  ["nesting", `select ${"/*".repeat(100)} 1`],
];

describe("guard", () => {
  it.each(acceptedQueries)("accepts %s", (sql) => {
    expect(refusalOf(sql)).toBeUndefined();
  });

  it.each(refused)("refuses by %s: %s", (rule, sql) => {
    expect(refusalOf(sql)?.rule).toBe(rule);
  });

  it("never repeats a literal of the SQL", () => {
    for (const sql of [
      "select pg_sleep('s3cret')",
      "select 's3cret'::xml",
      "select missing from payments where id = 's3cret'",
    ]) {
      const refusal = refusalOf(sql);
      expect(`${refusal?.message} ${refusal?.hint}`).not.toContain("s3cret");
    }
  });

  it("names the place and near columns", () => {
    const refusal = refusalOf("select methd from payments");
    expect(refusal).toMatchObject({ rule: "column", byteOffset: 7 });
    expect(refusal?.hint).toMatch(/^Columns: method/);
  });

  it("finds every base table, at every depth, and no common table expression", () => {
    const sql =
      "with p as (select * from payments) select (select count(*) from refunds) from p join merchants m on true where m.id in (select merchant_id from payouts)";
    const tables = guard(sql, sampleCatalog).references.map(({ table }) => table);
    expect(tables.toSorted()).toEqual(["merchants", "payments", "payouts", "refunds"]);
  });
});
