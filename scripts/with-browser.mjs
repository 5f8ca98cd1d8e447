// Finds a Chromium, or installs one, and runs a command with HEDDLE_CHROMIUM naming it.
//   node scripts/with-browser.mjs vitest run --project browser
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { chromium } from "playwright";
import { run } from "./process-group.mjs";

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  console.error("usage: node scripts/with-browser.mjs <command> [arguments]");
  process.exit(2);
}

const browser = findBrowser() ?? (await installBrowser());
if (browser === undefined) {
  console.error("There is no Chromium and none could be installed. Install one, or name it in HEDDLE_CHROMIUM.");
  process.exit(1);
}
process.exit(await run(command, args, { env: { ...process.env, HEDDLE_CHROMIUM: browser } }));

function findBrowser() {
  const named = process.env.HEDDLE_CHROMIUM;
  if (named !== undefined && !existsSync(named)) {
    console.error(`HEDDLE_CHROMIUM names ${named}, which does not exist.`);
    process.exit(1);
  }
  return [named, chromium.executablePath(), "/usr/bin/chromium", ...onPath()].find((path) => path && existsSync(path));
}

function onPath() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** As root from Debian, whose package brings the libraries that a browser needs; else Playwright's own. */
async function installBrowser() {
  console.log("Installing a Chromium: there is none on this machine.");
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const options = { env, stdio: ["ignore", "ignore", "inherit"] };
    await run("apt-get", ["update", "-q"], options);
    await run("apt-get", ["install", "-yq", "--no-install-recommends", "chromium"], options);
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  await run("playwright", ["install", "chromium"]);
  return findBrowser();
}
