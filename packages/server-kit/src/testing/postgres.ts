import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  /** The superuser's. */
  readonly url: string;
  /** Disconnects whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A database of a test's own, a copy of the sample or an empty one; tests that run at the same time do not see each
 * other's. Roles belong to the whole server: a test that makes one gives it a name of its own.
 *
 * @example
 * const database = await createTestDatabase({ template: "sample" });
 * afterAll(() => database.drop());
 */
export async function createTestDatabase(options: { template?: "sample" | "empty" } = {}): Promise<TestDatabase> {
  const adminUrl = inject("postgresUrl");
  const template = options.template === "sample" ? inject("sampleTemplate") : "template0";
  const name = `heddle_test_${randomUUID().replaceAll("-", "")}`;
  await administer(adminUrl, `create database ${name} template ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(adminUrl, `drop database if exists ${name} with (force)`) };
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
