// Fails where a file imports what the rules of the house forbid (scripts/import-rules.mjs), one line each.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import process from "node:process";
import { parseSync } from "vite";
import { brokenRule, cycles } from "./import-rules.mjs";

const files = ["packages/*/src/**/*.{ts,tsx}", "examples/*/**/*.{ts,tsx,mjs}"];
const skipped = new Set(["node_modules", "dist", "build"]);

/**
 * @param {string} root of the repository
 * @returns {string[]} a line for each broken rule
 */
export function checkImports(root) {
  const problems = [];
  const graph = new Map();
  const slashes = (path) => path.split(sep).join("/");
  const found = globSync(files, { cwd: root, exclude: (path) => skipped.has(path.split(sep).at(-1)) });
  for (const file of found.map(slashes).toSorted(byName)) {
    graph.set(file, []);
    for (const name of importsOf(file, readFileSync(join(root, file), "utf8"))) {
      const inside = name.startsWith(".");
      if (!inside && !name.startsWith("@heddle/")) continue;
      const to = inside ? slashes(relative(root, join(root, dirname(file), name))) : name;
      if (inside && existsSync(join(root, to))) graph.get(file).push(to);
      const rule = brokenRule(file, to);
      if (rule !== undefined) problems.push(`${file} -> ${to}: ${rule}`);
    }
  }
  return [...problems, ...cycles(graph).map((way) => `${[...way, way[0]].join(" -> ")}: imports go in a circle`)];
}

/** What a module imports and re-exports, types included, in the order it is written. */
export function importsOf(file, code) {
  const { module, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const written = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest?.value)),
    ...module.dynamicImports.map((one) => literal(code.slice(one.moduleRequest.start, one.moduleRequest.end))),
  ];
  return [...new Set(written.filter((name) => name !== undefined))];
}

function byName(one, other) {
  return one < other ? -1 : 1;
}

function literal(expression) {
  return /^(["'`])([^$]*)\1$/.exec(expression)?.[2];
}

if (import.meta.main) {
  const problems = checkImports(dirname(import.meta.dirname));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) console.error(`${problems.length} forbidden imports`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
