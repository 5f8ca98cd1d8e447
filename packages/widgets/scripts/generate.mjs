// Compiles src/theme/sheet.css with Tailwind into the one sheet that every element adopts.
// Runs on `pnpm install` (prepare) and before builds, so that `tsc -b` finds the generated module.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const packageRoot = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);

/** The command line of Tailwind, found through its package so that no PATH is needed. */
function tailwindPath() {
  const manifest = require.resolve("@tailwindcss/cli/package.json");
  return join(dirname(manifest), require(manifest).bin.tailwindcss);
}

function compile() {
  const input = join(packageRoot, "src/theme/sheet.css");
  const options = { cwd: packageRoot, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] };
  return execFileSync(process.execPath, [tailwindPath(), "-i", input, "-o", "-", "--minify"], options);
}

/**
 * `@property` does nothing inside a shadow root, so the initial values it would give must be set plainly. Tailwind
 * writes them already, but only for browsers without `@property`: the `@supports` condition around them goes.
 */
export function forShadowRoots(css) {
  const unconditional = css.replace(
    /@layer properties\{@supports [^{]*\{(.*?\})\}\}/s,
    (_, rules) => `@layer properties{${rules}}`,
  );
  const sheet = unconditional
    .replace(/@property [^{]+\{[^}]*\}/g, "")
    .replace(/^\/\*!.*?\*\/\s*/s, "")
    .trim();
  if (sheet.includes("@supports (((-webkit-hyphens")) {
    throw new Error("Tailwind changed how it writes `@layer properties`: adapt forShadowRoots in scripts/generate.mjs");
  }
  return sheet;
}

/** Writes the module. Vitest calls it too, before the tests of the elements. */
export function setup() {
  const target = join(packageRoot, "src/theme/sheet.generated.ts");
  const note = "// Generated from sheet.css by scripts/generate.mjs; change that file instead.";
  writeFileSync(target, `${note}\nexport const sheetText = ${JSON.stringify(forShadowRoots(compile()))};\n`);
}

if (import.meta.main) setup();
