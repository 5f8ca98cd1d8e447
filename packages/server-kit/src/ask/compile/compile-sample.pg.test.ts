import { metricQuerySchema } from "@heddle/sdk/contract";
import type { MetricQueryInput } from "@heddle/sdk/contract";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeddleError } from "../../errors.ts";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import { createTestDatabase } from "../../testing/postgres.ts";
import type { TestDatabase } from "../../testing/postgres.ts";
import { compileMetricQuery } from "./compile-metric-query.ts";
import { anyMetricQuery } from "./testing/any-metric-query.ts";

describe("compileMetricQuery on the sample's database", () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase({ template: "sample" });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it("gives SQL that Postgres can plan, with columns of the types it says", async () => {
    await fc.assert(
      fc.asyncProperty(anyMetricQuery, async (input) => {
        const compiled = compileOrRefuse(input);
        if (compiled === undefined) return;
        const { fields } = await client.query({
          text: `select * from (${compiled.sql}) as answer limit 0`,
          rowMode: "array",
        });
        expect(fields.map(({ dataTypeID }) => wireTypeOf(dataTypeID))).toEqual(
          compiled.columns.map(({ type }) => type),
        );
      }),
      { numRuns: 300 },
    );
  });
});

function compileOrRefuse(input: MetricQueryInput): ReturnType<typeof compileMetricQuery> | undefined {
  try {
    const options = { now: new Date("2026-11-21T12:00:00Z"), timeZone: "UTC" };
    return compileMetricQuery(metricQuerySchema.parse(input), sampleCatalog, options);
  } catch (error) {
    if (error instanceof HeddleError) return undefined;
    throw error;
  }
}

function wireTypeOf(oid: number): string | undefined {
  const { INT8, NUMERIC, FLOAT8, DATE, TIMESTAMPTZ, TEXT, BOOL } = pg.types.builtins;
  const types = new Map<number, string>([
    [INT8, "number"],
    [NUMERIC, "number"],
    [FLOAT8, "number"],
    [DATE, "date"],
    [TIMESTAMPTZ, "timestamp"],
    [TEXT, "string"],
    [BOOL, "boolean"],
  ]);
  return types.get(oid);
}
