// Builds the packages: generated sources, `tsc -b`, rollup. What is up to date is left alone.
//   node scripts/build.mjs [--force] [package ...]      sdk, widgets, server-kit; all without arguments
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { run } from "./process-group.mjs";

const root = dirname(import.meta.dirname);
const packages = join(root, "packages");
/** Each package with those whose sources end up in what is built of it. */
const parts = { sdk: [], widgets: ["sdk"], "server-kit": ["sdk"] };
const shared = ["pnpm-lock.yaml", "tsconfig.base.json", "scripts/build.mjs", "scripts/rollup-library.mjs"];

/** Builds what is stale of the named packages. Resolves to 0, or to the exit code of what failed. */
export async function build(names = Object.keys(parts), { force = false } = {}) {
  const stale = names.filter((name) => force || !upToDate(name));
  if (stale.length === 0) return 0;
  for (const name of stale) {
    const generate = join(packages, name, "scripts/generate.mjs");
    const code = existsSync(generate) ? await run(process.execPath, [generate]) : 0;
    if (code !== 0) return code;
  }
  const compiled = await tool("tsc", ["-b", ...stale.map((name) => `packages/${name}`)]);
  if (compiled !== 0) return compiled;
  const codes = await Promise.all(stale.map(bundle));
  return codes.find((code) => code !== 0) ?? 0;
}

async function bundle(name) {
  const directory = join(packages, name);
  const before = fingerprint(name);
  rmSync(stampFile(name), { force: true });
  rmSync(join(directory, "dist"), { recursive: true, force: true });
  const code = await tool("rollup", ["--config", "rollup.config.mjs", "--silent"], directory);
  if (code !== 0) return code;
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), before);
  console.log(`built packages/${name}/dist`);
  return 0;
}

function tool(name, args, cwd = root) {
  return run(join(root, "node_modules/.bin", name), args, { cwd });
}

function stampFile(name) {
  return join(packages, name, "build/.bundled");
}

function upToDate(name) {
  return (
    existsSync(join(packages, name, "dist")) &&
    existsSync(stampFile(name)) &&
    readFileSync(stampFile(name), "utf8") === fingerprint(name)
  );
}

/** A hash of all that the bundle is made of. */
function fingerprint(name) {
  const hash = createHash("sha256");
  const sources = [name, ...parts[name]].flatMap((part) =>
    globSync(["src/**/*", "scripts/*", "package.json", "tsconfig.json", "rollup.config.mjs"], {
      cwd: join(packages, part),
      withFileTypes: true,
      exclude: (entry) => /\.test\.ts$|\.stories\.ts$|\.generated\.ts$/.test(entry.name),
    })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [
    ...sources.toSorted((one, other) => (one < other ? -1 : 1)),
    ...shared.map((path) => join(root, path)),
  ]) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { force: { type: "boolean" } }, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    console.error(`No such package: ${unknown.join(", ")}. There are ${Object.keys(parts).join(", ")}.`);
    process.exit(2);
  }
  process.exit(await build(positionals.length === 0 ? undefined : positionals, values));
}
