// Runs the benchmarks of all packages, or those whose path contains a given word: `pnpm bench ask`.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import process from "node:process";

const wanted = process.argv[2] ?? "";
const files = globSync("packages/*/bench/*.bench.ts").filter((file) => file.includes(wanted));
if (files.length === 0) {
  console.error(`No benchmark matches "${wanted}".`);
  process.exit(2);
}
for (const file of files) {
  console.log(`\n${file}`);
  const { status } = spawnSync(process.execPath, ["--conditions=heddle-source", file], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
