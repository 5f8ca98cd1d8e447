// Starts commands, each in a process group of its own, so that ending one ends all that it started.
// Plain ESM for Node 18 without dependencies: scripts/run.mjs needs it before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

export const windows = process.platform === "win32";
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];
const running = new Set();
let stoppedBy;
let watch;

/**
 * Runs a command to its end and resolves to its exit code, and to 124 where it took longer than `timeout` milliseconds.
 * SIGINT, SIGTERM and SIGHUP that reach this process are passed on, once, and decide the exit code. What the command
 * left behind gets `grace` milliseconds to end by itself before it is killed; a caller of a caller should wait longer.
 */
export async function run(command, args, { timeout, grace = 10_000, ...options } = {}) {
  if (stoppedBy !== undefined) return exitCodes[stoppedBy];
  const child = spawn(command, args, { stdio: "inherit", shell: windows, ...options, detached: !windows });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`Could not start ${command}: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => resolve(code ?? exitCodes[signal] ?? 1));
  });
  if (child.pid === undefined) return ended;
  join(child.pid);
  let late = false;
  const timer =
    timeout &&
    setTimeout(() => {
      late = true;
      void endGroup(child.pid, "SIGTERM", grace);
    }, timeout);
  const code = await ended;
  clearTimeout(timer);
  await endGroup(child.pid, undefined, grace);
  leave(child.pid);
  if (stoppedBy !== undefined) return exitCodes[stoppedBy];
  return late ? 124 : code;
}

/** Waits until a group is empty, at most `grace` milliseconds, then kills it. */
async function endGroup(pid, signal, grace) {
  if (signal !== undefined) signalGroup(pid, signal);
  if (windows) return; // taskkill leaves nobody
  const deadline = Date.now() + grace;
  while (signalGroup(pid, 0)) {
    if (Date.now() > deadline) signalGroup(pid, "SIGKILL");
    await sleep(50);
  }
}

function signalGroup(pid, signal) {
  if (windows) return spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]).status === 0;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false; // nobody left
  }
}

function join(pid) {
  if (running.size === 0) {
    for (const signal of forwarded) process.on(signal, stop);
    // A parent that was killed passes nothing on.
    const parent = process.ppid;
    watch = setInterval(() => process.ppid !== parent && stop("SIGTERM"), 500);
  }
  running.add(pid);
}

function leave(pid) {
  running.delete(pid);
  if (running.size > 0) return;
  clearInterval(watch);
  for (const signal of forwarded) process.off(signal, stop);
}

function stop(signal) {
  if (stoppedBy !== undefined) return;
  stoppedBy = signal;
  for (const pid of running) signalGroup(pid, signal);
}
