import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { run, windows } from "./process-group.mjs";

const quiet = { stdio: "ignore" };
const node = (code) => [process.execPath, ["-e", code]];
const forever = "setInterval(() => {}, 1000);";
/** Starts a grandchild that never ends by itself, says its id, and goes on with `then`. */
const withGrandchild = (then) =>
  `const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(forever)}], { stdio: "ignore" });
   child.unref(); console.log(child.pid); ${then}`;

function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.skipIf(windows)("run, where the system has process groups", () => {
  it("gives the exit code", async () => {
    expect(await run(...node("process.exit(7)"), quiet)).toBe(7);
  });

  it("gives 127 for a command that is not there", async () => {
    expect(await run("heddle-no-such-command", [], quiet)).toBe(127);
  });

  it("ends what takes too long, with 124", async () => {
    expect(await run(...node(forever), { ...quiet, timeout: 200 })).toBe(124);
  });

  it("kills what ignores the request to end", async () => {
    const stubborn = `process.on("SIGTERM", () => {}); ${forever}`;
    expect(await run(...node(stubborn), { ...quiet, timeout: 500, grace: 200 })).toBe(124);
  });

  it("leaves no grandchild behind, and passes a signal on once", async () => {
    const inner = withGrandchild(
      'process.on("SIGINT", () => { console.log("SIGINT"); setTimeout(() => process.exit(0), 500); }); console.log("ready");' +
        forever,
    );
    const module = JSON.stringify(new URL("process-group.mjs", import.meta.url).href);
    const outer = `const { run } = await import(${module});
      process.exitCode = await run(process.execPath, ["-e", ${JSON.stringify(inner)}], { grace: 2000 });`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", outer], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(parent, "exit");
    let output = "";
    parent.stdout.on("data", (data) => (output += data));
    while (!output.includes("ready")) await sleep(20);
    parent.kill("SIGINT");
    while (!output.includes("SIGINT")) await sleep(20);
    parent.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    expect(output.match(/SIGINT/g)).toHaveLength(1);
    expect(lives(Number.parseInt(output, 10))).toBe(false);
  });
});
