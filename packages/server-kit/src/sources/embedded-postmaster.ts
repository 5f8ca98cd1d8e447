import { readFile, rm } from "node:fs/promises";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { join } from "node:path";

/** What a running Postgres says about itself in `postmaster.pid` of its data directory. */
export interface Postmaster {
  /** `NaN` while the file is being written. */
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/**
 * The lines of the file, as `src/include/utils/pidfile.h` of PostgreSQL names them:
 * 1 process, 2 data directory, 3 start time, 4 port, 5 socket directory, 6 address, 7 shared memory, 8 status.
 */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await readFile(pidFile(data), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n").map((line) => line.trim());
  return { pid: Number.parseInt(lines[0] ?? "", 10), port: Number(lines[3]), ready: lines[7] === "ready" };
}

/**
 * Removes the file if it still is that of the server that was seen, so that nobody's new one goes. It is for files whose
 * process number has gone to another program; those of dead processes Postgres itself replaces, more carefully.
 */
export async function removePidFile(data: string, seen: Postmaster): Promise<void> {
  const now = await readPostmaster(data);
  if (now !== null && Object.is(now.pid, seen.pid) && Object.is(now.port, seen.port))
    await rm(pidFile(data), { force: true });
}

function pidFile(data: string): string {
  return join(data, "postmaster.pid");
}

/** Whether the process lives and is a Postgres: numbers of processes are used again. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => commandOf(pid));
  return name.trim().split("/").at(-1) === "postgres";
}

export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** For systems without `/proc`. */
async function commandOf(pid: number): Promise<string> {
  return promisify(execFile)("ps", ["-p", String(pid), "-o", "comm="]).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
