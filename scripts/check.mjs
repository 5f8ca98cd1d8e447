// Runs what CI runs, two parts at a time: a line for each part with its seconds, the output of those that failed, and
// as the last line the sum of the tests.
//   node scripts/check.mjs [part ...]      all parts without arguments; each is also a script of package.json
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./process-group.mjs";
import { summarize } from "./test-summary.mjs";

const root = dirname(import.meta.dirname);
/** Against parts that hang: ten times what the longest takes on two idle cores. */
const limit = 10 * 60_000;
const atOnce = 2;

/**
 * In the order in which they are started: what others wait for and what takes long goes first.
 * `tests` marks a run of vitest; `after` names what has to be through before.
 */
const parts = {
  types: { script: "check:types" },
  postgres: { script: "test:postgres", tests: true },
  build: { script: "build", after: "types" },
  unit: { script: "test:unit", tests: true },
  examples: { script: "test:examples", tests: true, after: "build" },
  browser: { script: "test:browser", tests: true },
  stories: { script: "test:stories", tests: true },
  packages: { script: "check:packages", after: "build" },
  size: { script: "check:size", after: "build" },
  lint: { script: "check:lint" },
  unused: { script: "check:unused" },
  imports: { script: "check:imports" },
  format: { script: "check:format" },
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const unknown = names.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(", ")}. There are ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

const logs = mkdtempSync(join(tmpdir(), "heddle-check-"));
const started = performance.now();
console.log(`Running ${names.join(", ")}. Output goes to ${logs}`);

const results = new Map();
await Promise.all(Array.from({ length: atOnce }, work));

const summary = summarize([...results.values()]);
const failed = [...results].filter(([, result]) => result.code !== 0).map(([name]) => name);
if (failed.length === 0) rmSync(logs, { recursive: true });
for (const test of summary.skippedTests) console.log(`skipped: ${test}`);
console.log(`${failed.length === 0 ? "All parts passed" : `Failed: ${failed.join(", ")}`} in ${seconds(started)} s.`);
console.log(`${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Takes the next part that may run until none is left. */
async function work() {
  const waiting = (name) => names.includes(parts[name].after) && !results.get(parts[name].after)?.done;
  while (true) {
    const left = names.filter((name) => !results.has(name));
    if (left.length === 0) return;
    const next = left.find((name) => !waiting(name));
    if (next === undefined) await sleep(100);
    else if (results.get(parts[next].after)?.code) skip(next);
    else await runPart(next);
  }
}

function skip(name) {
  results.set(name, { code: 1, tests: false, done: true });
  console.log(`FAILED  ${name.padEnd(9)} not run, because ${parts[name].after} failed`);
}

async function runPart(name) {
  const { script, tests = false } = parts[name];
  const result = { tests, done: false };
  results.set(name, result);
  const log = join(logs, `${name}.log`);
  const report = join(logs, `${name}.json`);
  const reporters = tests ? ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] : [];
  const output = openSync(log, "w");
  const begun = performance.now();
  result.code = await run("pnpm", ["run", script, ...reporters], {
    cwd: root,
    env: environment(),
    stdio: ["ignore", output, output],
    timeout: limit,
  });
  closeSync(output);
  result.report = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
  result.done = true;
  console.log(`${result.code === 0 ? "ok    " : "FAILED"}  ${name.padEnd(9)} ${seconds(begun).padStart(6)} s`);
  if (result.code === 124) console.log(`${name} was ended after ${limit / 60_000} minutes.`);
  if (result.code !== 0) console.log(readFileSync(log, "utf8"));
}

/** As in CI wherever it runs: no colours in the logs, no `it.only`, no snapshots written. */
function environment() {
  const { FORCE_COLOR: _, ...rest } = process.env;
  return { ...rest, CI: "true", NO_COLOR: "1" };
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(1);
}
