import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "../testing/postgres.ts";
import type { TestDatabase } from "../testing/postgres.ts";
import { queryRows } from "../testing/protected-database.ts";
import { sampleNow } from "../testing/sample-moment.ts";
import { runCommandLine } from "./run-command-line.ts";

interface Run {
  exit: number;
  lines: string[];
  complaints: string[];
}

describe("heddle", () => {
  let database: TestDatabase;
  let directory: string;
  const secret = randomBytes(32).toString("base64url");

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "heddle-cli-"));
    database = await createTestDatabase({ template: "empty" });
    expect(await heddle(["seed", "--url", database.url, "--payments", "3000", "--date", "2026-11-21"])).toMatchObject({
      exit: 0,
    });
  });
  afterAll(async () => {
    await database.drop();
    await rm(directory, { recursive: true });
  });

  async function heddle(words: string[], input = "", environment: Record<string, string> = {}): Promise<Run> {
    const run: Run = { exit: 0, lines: [], complaints: [] };
    run.exit = await runCommandLine(words, {
      environment: { HEDDLE_SECRET: secret, HEDDLE_DIRECTORY: directory, ...environment },
      input: Readable.from([input]),
      print: (line) => run.lines.push(line),
      complain: (line) => run.complaints.push(line),
      now: () => sampleNow,
      signal: new AbortController().signal,
    });
    return run;
  }

  const json = ({ lines }: Run): Record<string, unknown> => JSON.parse(lines.join("\n")) as Record<string, unknown>;
  const url = (): string[] => ["--url", database.url];
  const partnerId = async (slug: string): Promise<unknown> =>
    (await queryRows(database.url, "select id from partners where slug = $1", [slug]))[0]?.[0];

  it("answers a question with everything it can show", async () => {
    const run = await heddle(["ask", "--json", ...url(), "--partner", "harborline", "revenue by month this year"]);
    expect(run.exit).toBe(0);
    const answer = json(run);
    expect(Object.keys(answer)).toEqual([
      "question",
      "outcome",
      "provenance",
      "reading",
      "draft",
      "sql",
      "columns",
      "rows",
      "truncated",
      "widget",
      "receipt",
    ]);
    expect(answer["rows"]).toEqual(
      await queryRows(
        database.url,
        `select date_trunc('month', created_at at time zone 'UTC')::date::text, (sum(amount_minor) / 100.0)::float8 from payments
         where partner_id = $1 and status = 'succeeded' and created_at >= '2026-01-01' group by 1 order by 1`,
        [await partnerId("harborline")],
      ),
    );
  });

  it("answers for people, too", async () => {
    const { exit, lines } = await heddle(["ask", ...url(), "--partner", "harborline", "number of payments"]);
    expect(exit).toBe(0);
    expect(lines.join("\n")).toMatch(
      /Payments\n\nPayments\n-+\n\s*\d+\n\n1 row\(s\) · modelled · drawn as kpi\n\nselect/,
    );
  });

  it("answers each line of standard input in turn", async () => {
    const input = '{"id": 7, "question": "number of payments"}\n\nnot json\n{"id": "x", "question": "flibber"}\n';
    const { exit, lines } = await heddle(["ask", "--json", ...url(), "--partner", "harborline"], input);
    const answers = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers.map(({ id, outcome }) => [id, outcome])).toEqual([
      [7, "answer"],
      [null, "problem"],
      ["x", "refuse"],
    ]);
    expect(exit).toBe(1);
  });

  it("takes a partner's id as well as its slug, and refuses one it does not know", async () => {
    const count = ["query", "--json", ...url(), "select count(*) from payments", "--partner"];
    const bySlug = json(await heddle([...count, "harborline"]));
    expect(bySlug).toMatchObject({ ok: true, columns: [{ name: "count", type: "number" }] });
    expect(json(await heddle([...count, String(await partnerId("harborline"))]))).toEqual(bySlug);
    expect(await heddle([...count, "nobody"])).toMatchObject({
      exit: 1,
      complaints: [expect.stringContaining("PARTNER_UNKNOWN")],
    });
  });

  it("narrows to merchants of the partner, and refuses another's", async () => {
    const merchantOf = async (slug: string): Promise<string> => {
      const sql =
        "select m.id from merchants m join partners p on p.id = m.partner_id where slug = $1 order by 1 limit 1";
      return String((await queryRows(database.url, sql, [slug]))[0]?.[0]);
    };
    const merchant = await merchantOf("harborline");
    const words = [
      "query",
      "--json",
      ...url(),
      "select distinct merchant_id from payments",
      "--partner",
      "harborline",
      "--merchant",
    ];
    expect(json(await heddle([...words, merchant]))).toMatchObject({ ok: true, rows: [[merchant]] });
    expect(await heddle([...words, await merchantOf("brightquay")])).toMatchObject({
      exit: 1,
      complaints: [expect.stringContaining("MERCHANT_UNKNOWN")],
    });
  });

  it("runs each line of SQL, and says why one may not", async () => {
    const input = '{"id": 1, "sql": "select 1 as one"}\n{"id": 2, "sql": "select email from customers"}\n{"id": 3}\n';
    const { exit, lines } = await heddle(["query", ...url(), "--partner", "harborline"], input);
    expect(exit).toBe(1);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: 1, ok: true, columns: [{ name: "one", type: "number" }], rows: [[1]], truncated: false },
      expect.objectContaining({ id: 2, ok: false, code: "SQL_REFUSED", rule: "column" }),
      expect.objectContaining({ id: 3, ok: false, code: "VALIDATION_FAILED" }),
    ]);
  });

  it("judges SQL without a database", async () => {
    const input = '{"id": 1, "sql": "select id from payments"}\n{"id": 2, "sql": "drop table payments"}\n';
    const { exit, lines } = await heddle(["check", "--json"], input, {
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    });
    expect(exit).toBe(1);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: 1, ok: true, sql: expect.stringContaining("where partner_id = $1") as string },
      expect.objectContaining({ id: 2, ok: false, code: "SQL_REFUSED", rule: "statement" }),
    ]);
  });

  it("reads a catalog of one's own and lists all that is wrong with it", async () => {
    const file = join(directory, "catalog.json");
    await writeFile(
      file,
      JSON.stringify({
        name: "c",
        tables: { t: { tenant: { partner: "p" }, primaryKey: "id", columns: {} } },
        measures: {},
      }),
    );
    const { exit, complaints } = await heddle(["check", "--catalog", file]);
    expect(exit).toBe(1);
    expect(complaints.join("\n")).toMatch(
      /VALIDATION_FAILED[^]*\/tables\/t\/primaryKey[^]*\/tables\/t\/tenant\/partner/,
    );
  });

  it("prints the walls as SQL, without the reader's password", async () => {
    const { exit, lines } = await heddle(["protect", ...url()]);
    expect(exit).toBe(0);
    expect(lines.join("\n")).toContain("create policy heddle_tenant on public.payments as restrictive");
    expect(lines.join("\n")).toMatch(/password 'SCRAM-SHA-256\$/);
  });

  it("migrates once", async () => {
    expect((await heddle(["migrate", "--json", ...url()])).lines).toEqual([expect.stringContaining("0001")]);
    expect((await heddle(["migrate", "--json", ...url()])).lines).toEqual(['{"applied":[]}']);
  });

  it.each([
    [["query"]],
    [["ask", "revenue"]],
    [["nonsense"]],
    [["ask", "--nonsense", "--partner", "a"]],
    [["query", "--partner", "a", "b", "c"]],
    [["seed", "--payments", "many"]],
    [["seed", "--date", "2026-02-30"]],
  ])("ends with 2 for wrong usage: %j", async (words) => {
    const { exit, complaints } = await heddle(words);
    expect(exit).toBe(2);
    expect(complaints.join("\n")).toMatch(/^error: /);
  });

  it("names every wrong setting and no secret", async () => {
    const { exit, complaints } = await heddle(["query", "--partner", "a", "select 1"], "", {
      HEDDLE_PORT: "s3cret",
      HEDDLE_ROW_CAP: "s3cret",
    });
    expect(exit).toBe(1);
    expect(complaints.join("\n")).toMatch(/HEDDLE_PORT[^]*HEDDLE_ROW_CAP/);
    expect(complaints.join("\n")).not.toContain("s3cret");
  });

  it("says that the database is away", async () => {
    const { exit, complaints } = await heddle([
      "query",
      "--url",
      "postgres://u:p@127.0.0.1:1/d",
      "--partner",
      "a",
      "select 1",
    ]);
    expect(exit).toBe(1);
    expect(complaints[0]).toMatch(/^DB_UNAVAILABLE/);
  });
});
