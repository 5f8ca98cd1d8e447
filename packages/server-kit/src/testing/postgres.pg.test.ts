import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "./postgres.ts";

async function scalar(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(query);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}

test("tests that run at the same time get databases of their own", async () => {
  const databases = await Promise.all([1, 2, 3].map(() => createTestDatabase({ template: "sample" })));
  await Promise.all(databases.map(({ url }, index) => scalar(url, `create table mine as select ${index} as value`)));
  const values = await Promise.all(databases.map(({ url }) => scalar(url, "select value from mine")));
  expect(values).toEqual([0, 1, 2]);
  expect(await scalar(databases[0]?.url ?? "", "select count(*)::int as value from payments")).toBeGreaterThan(15_000);
  await Promise.all(databases.map((database) => database.drop()));
});

test("an empty database is empty", async () => {
  const database = await createTestDatabase();
  const count = await scalar(
    database.url,
    "select count(*)::int as value from pg_class where relnamespace = 'public'::regnamespace",
  );
  expect(count).toBe(0);
  await database.drop();
});
