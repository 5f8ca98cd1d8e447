import { beforeAll, describe, expect, it } from "vitest";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import { loadParser, maximumSqlBytes } from "../parse.ts";
import { SqlRefused } from "../sql-refused.ts";
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

const accepted: readonly string[] = [
  "select count(*) from payments",
  "select * from customers",
  "select p.* from public.payments p",
  "select method, sum(amount_minor) / 100.0 as revenue from payments where status = 'succeeded' group by method order by revenue desc nulls last limit 5",
  "select date_trunc('month', created_at at time zone 'Africa/Nairobi')::date as month, count(*) from payments group by 1 order by 1",
  "with monthly as (select date_trunc('month', created_at) as m, sum(amount_minor) as s from payments group by 1) select m, s, lag(s) over (order by m) from monthly",
  "with payments as (select * from payments where status = 'failed') select count(*) from payments",
  "with recursive days(d) as (select date '2026-01-01' union all select d + 1 from days where d < date '2026-01-31') select d from days",
  "select m.name, t.amount_minor from merchants m cross join lateral (select amount_minor from payments p where p.merchant_id = m.id order by 1 desc limit 3) t",
  "select name from merchants m where exists (select 1 from disputes d where d.merchant_id = m.id and d.status = 'open')",
  "select name from merchants where id in (select merchant_id from payments group by merchant_id having count(*) > 10)",
  "select a.id from payments a join refunds b on b.payment_id = a.id left join disputes using (merchant_id)",
  "select id from payments union all select id from refunds order by id limit 3",
  "select percentile_cont(0.5) within group (order by amount_minor) from payments",
  "select count(*) filter (where status = 'failed')::float8 / nullif(count(*), 0) from payments",
  "select status, method, count(*) from payments group by grouping sets ((status), (method), ())",
  "select distinct on (merchant_id) merchant_id, created_at from payments order by merchant_id, created_at desc",
  "select case when amount_minor > 1000 then 'large' else 'small' end as size, count(*) from payments group by size",
  "select x.n from generate_series(1, 5) as x(n)",
  "select value from jsonb_array_elements('[1,2]'::jsonb)",
  "select sum(v) from (values (1), (2)) as t(v)",
  "select (array[1,2,3])[2], extract(year from current_date), coalesce(null, 1)",
  'select "p"."id" from "payments" "p" where "p"."status" like \'s%\' -- müller 🙂',
  'select U&"\\0069d" from U&"p\\0061yments"',
  "select row_number() over w from payments window w as (partition by method order by created_at)",
  "select p.id from (payments p join merchants m on m.id = p.merchant_id)",
  "select j.amount_minor from (payments p join merchants m on m.id = p.merchant_id) as j",
  "select to_jsonb(m) from merchants m",
];

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
  it.each(accepted)("accepts %s", (sql) => {
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
