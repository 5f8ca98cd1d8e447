// Runs a script of package.json on a machine that may have nothing but some Node >= 18: `npm start` and `npm test`
// come here. Adds the Node and the pnpm that the workspace needs where they are missing, installs what the lockfile
// says, and runs the script. Plain ESM for Node 18 without dependencies, because nothing is installed yet.
import { spawnSync } from "node:child_process";
import { basename, dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { run, windows } from "./process-group.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error("usage: node scripts/run.mjs <script of package.json> [arguments]");
  process.exit(2);
}

const env = cleanEnvironment();
const missing = missingTools();
if (missing.length > 0) env.PATH = pathWith(missing);
// Longer than what the scripts themselves wait for theirs.
const options = { cwd: root, env, grace: 30_000 };
const installed = await run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], options);
process.exit(installed === 0 ? await run("pnpm", ["run", script, ...args], options) : installed);

/** Without what npm puts there for its own scripts, which pnpm would take for its settings. */
function cleanEnvironment() {
  const kept = ([name]) => !name.startsWith("npm_") || name === "npm_config_registry";
  return Object.fromEntries(Object.entries(process.env).filter(kept));
}

/** What has to be added to this machine, as packages of npm: the package `node` carries the Node binary. */
function missingTools() {
  const pnpm = spawnSync("pnpm", ["--version"], { cwd: root, encoding: "utf8", shell: windows, env });
  return [
    ...(atLeast(process.versions.node, 22, 19) ? [] : ["node@24.21.0"]),
    ...(pnpm.status === 0 && atLeast(pnpm.stdout.trim(), 12, 0) ? [] : ["pnpm@12.21.0"]),
  ];
}

function atLeast(version, major, minor) {
  const [haveMajor, haveMinor] = version.split(".").map(Number);
  return haveMajor > major || (haveMajor === major && haveMinor >= minor);
}

/** A PATH that begins with where npx keeps the packages. Downloads them the first time; later it takes some 0.4 s. */
function pathWith(packages) {
  const flags = ["--yes", "--prefer-offline", "--loglevel=error", ...packages.map((name) => `--package=${name}`)];
  const show = ["--", "node", "-p", "process.env.PATH"];
  const settings = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], env };
  // npm's own file where npm called us: a shell, which `npx.cmd` needs, would have to be quoted for.
  const npm = process.env.npm_execpath ?? "";
  const found =
    basename(npm) === "npm-cli.js"
      ? spawnSync(process.execPath, [npm, "exec", ...flags, ...show], settings)
      : spawnSync("npx", [...flags, ...show], { ...settings, shell: windows });
  if (found.status !== 0) {
    console.error(
      `Could not add ${packages.join(" and ")} through npx. Install Node >= 22.19 and pnpm >= 12 yourself.`,
    );
    process.exit(1);
  }
  return found.stdout.trim();
}
