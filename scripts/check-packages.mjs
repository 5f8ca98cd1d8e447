// Checks each package as it would be published: packs it, reads the manifest in the tarball, and lets publint and
// "are the types wrong" look at it. Needs `pnpm build` before.
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { run, windows } from "./process-group.mjs";

const root = dirname(import.meta.dirname);

/** @returns {string[]} what must not be in a published manifest */
export function manifestProblems(text) {
  return [
    ...(text.includes("heddle-source")
      ? ["names the condition heddle-source, which only works in the repository"]
      : []),
    ...(text.includes('"workspace:') ? ["has a workspace: range"] : []),
    ...(JSON.parse(text).license === "MIT" ? [] : ["has no licence"]),
  ];
}

async function check(directory, target) {
  execFileSync("pnpm", ["pack", "--pack-destination", target], { cwd: directory, stdio: "pipe", shell: windows });
  const tarball = globSync("*.tgz", { cwd: target })[0];
  execFileSync("tar", ["-xzf", tarball], { cwd: target });
  const manifest = readFileSync(join(target, "package/package.json"), "utf8");
  const problems = manifestProblems(manifest);
  for (const problem of problems) console.error(`package.json ${problem}`);
  const file = join(target, tarball);
  // What a script tag loads has no types.
  const attw = ["--profile", "esm-only", "--format", "ascii", file, "--exclude-entrypoints", "cdn"];
  const codes = [await run("publint", ["--strict", file], { cwd: root }), await run("attw", attw, { cwd: root })];
  return problems.length === 0 && codes.every((code) => code === 0);
}

if (import.meta.main) {
  const failed = [];
  for (const name of ["sdk", "widgets", "server-kit"]) {
    console.log(`\npackages/${name}`);
    const target = mkdtempSync(join(tmpdir(), "heddle-pack-"));
    try {
      if (!(await check(join(root, "packages", name), target))) failed.push(name);
    } finally {
      rmSync(target, { recursive: true, force: true });
    }
  }
  if (failed.length > 0) console.error(`\nnot fit to publish: ${failed.join(", ")}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
