/*
 * How long each stage of an ask takes on the sample, from the question to the receipt, with the planner.
 *
 * Twice: with rows at hand, which leaves the kit's own work, and with the database. The second is slower in every stage
 * on a machine that sleeps while it waits; the line before the tables says how much, by a loop that does the same work
 * with and without a pause before it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerOf } from "@heddle/sdk/contract";
import pg from "pg";
import { createAsker } from "../src/ask/create-asker.ts";
import type { Asker } from "../src/ask/create-asker.ts";
import { prepareSample } from "../src/prepare-sample.ts";
import { sampleCatalog } from "../src/sample/sample-catalog.ts";
import { deriveKeys } from "../src/secrets.ts";
import { createReader } from "../src/sources/reader.ts";
import type { RawRows, Reader } from "../src/sources/reader.ts";
import { resolveSource } from "../src/sources/resolve-source.ts";

const questions = [
  "revenue by month this year",
  "number of payments by method last month",
  "top 5 merchants by revenue this year",
  "refund rate by category this year",
  "disputes by reason in 2025",
  "success rate by month in 2025",
  "revenue this month vs last month",
  "average payment by country last quarter",
];
const rounds = 60;
const warmUp = 10;

const directory = await mkdtemp(join(tmpdir(), "heddle-bench-"));
const source = await resolveSource({ databaseUrl: null, readerUrl: null, directory, secret: null });
try {
  const statementTimeoutMs = 10_000;
  const now = new Date();
  await prepareSample(source, { date: now, statementTimeoutMs });
  const database = createReader({ url: source.readerUrl, statementTimeoutMs, rowCap: 10_000 });
  const { scopeKey } = deriveKeys(source.secret);
  const over = (reader: Reader): Promise<Asker> =>
    createAsker({ catalog: sampleCatalog, reader, scopeKey, now: () => now, onFault: console.error });
  console.log(`the same loop takes ${(await pauseFactor()).toFixed(1)} times as long after a pause of 20 ms`);
  await measure("rows at hand", await over(remembering(database)));
  await measure("with the database", await over(database));
  await database.close();
} finally {
  await source.stop();
  await rm(directory, { recursive: true, force: true });
}

/** Reads each query once and gives the same rows ever after. */
function remembering(reader: Reader): Reader {
  const kept = new Map<string, RawRows>();
  return {
    ...reader,
    async read(request) {
      const key = JSON.stringify([request.text, request.values]);
      const rows = kept.get(key) ?? (await reader.read(request));
      kept.set(key, rows);
      return rows;
    },
  };
}

async function measure(title: string, asker: Asker): Promise<void> {
  const partnerIds = await partners();
  const taken = new Map<string, number[]>();
  for (let round = -warmUp; round < rounds; round++) {
    for (const question of questions) {
      const { timings } = (await answerTo(asker, question, partnerIds[Math.abs(round) % partnerIds.length] ?? ""))
        .receipt;
      if (round < 0) continue;
      const own = timings.filter(({ stage }) => stage !== "run").reduce((sum, { ms }) => sum + ms, 0);
      for (const { stage, ms } of [...timings, { stage: "all but run", ms: own }])
        taken.set(stage, [...(taken.get(stage) ?? []), ms]);
    }
  }
  console.log(`${title}: ${questions.length} questions, ${rounds} rounds, milliseconds`);
  console.table(
    Object.fromEntries(
      [...taken].map(([stage, all]) => [stage, { median: quantile(all, 0.5), "95th of 100": quantile(all, 0.95) }]),
    ),
  );
}

async function answerTo(asker: Asker, question: string, partnerId: string): Promise<AnswerOf<"answer">> {
  const scope = { partnerId, merchantIds: "all" } as const;
  for await (const event of asker.ask({ question }, scope, { correlationId: "bench" })) {
    if (event.type === "answer" && event.answer.outcome === "answer") return event.answer;
    if (event.type === "answer" || event.type === "problem") throw new Error(`${question}: ${JSON.stringify(event)}`);
  }
  throw new Error("no answer");
}

async function partners(): Promise<string[]> {
  const owner = new pg.Client({ connectionString: source.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>("select id from partners order by id");
  await owner.end();
  return rows.map(({ id }) => id);
}

async function pauseFactor(): Promise<number> {
  const loop = (): number => {
    const started = performance.now();
    const seen = new Map<string, number>();
    for (let index = 0; index < 3000; index++) seen.set(`k${index % 500}`, index);
    return performance.now() - started;
  };
  const busy = Array.from({ length: 300 }, loop).slice(100);
  const paused: number[] = [];
  for (let index = 0; index < 50; index++) {
    await sleep(20);
    paused.push(loop());
  }
  return quantile(paused, 0.5) / quantile(busy, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(3));
}
