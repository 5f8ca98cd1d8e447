/*
 * How long each stage of an ask takes on the sample, from the question to the receipt, with the planner: medians over
 * interleaved rounds. The run stage is the database's; everything else is ours.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StageName } from "@heddle/sdk/contract";
import pg from "pg";
import { createLog } from "../src/http/log.ts";
import { readSettings } from "../src/settings.ts";
import { startDemo } from "../src/start-demo.ts";

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
const rounds = 40;

const directory = await mkdtemp(join(tmpdir(), "heddle-bench-"));
const demo = await startDemo({ settings: readSettings({ HEDDLE_DIRECTORY: directory }), log: createLog("silent") });
try {
  const owner = new pg.Client({ connectionString: demo.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>("select id from partners order by id");
  await owner.end();
  const taken = new Map<string, number[]>();
  const note = (stage: string, ms: number): void => void taken.set(stage, [...(taken.get(stage) ?? []), ms]);
  for (let round = -5; round < rounds; round++) {
    for (const question of questions) {
      const timings = await timingsOf(question, rows[Math.abs(round) % rows.length]?.id ?? "");
      if (round < 0) continue;
      for (const { stage, ms } of timings) note(stage, ms);
      note("all but run", sum(timings.filter(({ stage }) => stage !== "run")));
      note("all", sum(timings));
    }
  }
  console.log(`${questions.length} questions, ${rounds} rounds, milliseconds`);
  console.table(
    Object.fromEntries(
      [...taken].map(([stage, all]) => [stage, { median: quantile(all, 0.5), "95th of 100": quantile(all, 0.95) }]),
    ),
  );
} finally {
  await demo.close();
  await rm(directory, { recursive: true, force: true });
}

async function timingsOf(question: string, partnerId: string): Promise<{ stage: StageName; ms: number }[]> {
  for await (const event of demo.heddle.ask({ question }, { partnerId, merchantIds: "all" })) {
    if (event.type === "answer" && event.answer.outcome === "answer") return event.answer.receipt.timings;
    if (event.type === "answer" || event.type === "problem") throw new Error(`${question}: ${JSON.stringify(event)}`);
  }
  throw new Error("no answer");
}

function sum(timings: readonly { ms: number }[]): number {
  return timings.reduce((total, { ms }) => total + ms, 0);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(3));
}
