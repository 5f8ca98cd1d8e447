import { spawn } from "node:child_process";
import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Place } from "./embedded-place.ts";
import { isPostgres, readPostmaster } from "./embedded-postmaster.ts";

/** A Postgres started by this process. */
export interface ServerProcess {
  readonly port: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: clients are disconnected, everything committed is kept. */
  stop(): Promise<void>;
}

/**
 * Stands between this process and Postgres, so that Postgres never outlives it: standard input is a pipe whose other
 * end only this process holds. When it closes (asked to, or because this process was killed with -9) Postgres is
 * told to shut down fast. The shell ignores the signals that a terminal or a service manager sends to the whole group:
 * the server stops after its clients, not before.
 */
const supervisor = `
trap '' INT TERM HUP
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r _ <&3; kill -INT "$server"; } &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill -KILL "$watcher" 2>/dev/null
exit "$status"
`;

/** Small machines run this: a demo, tests. Everything is said here, so that a data directory needs no editing. */
const parameters = {
  // Who started it; `claimData` reads it.
  cluster_name: `heddle ${process.pid}`,
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  password_encryption: "scram-sha-256",
  max_connections: "100",
  shared_buffers: "64MB",
  timezone: "UTC",
  log_timezone: "UTC",
  datestyle: "ISO, YMD",
  logging_collector: "off",
  // JIT costs more than the small queries of a demo take.
  jit: "off",
  max_wal_size: "256MB",
};

const logLimit = 4_000_000;
const stopLimitMs = 20_000;

/** Starts Postgres and waits until it takes connections. Throws what it said where it ends instead. */
export async function launchServer(place: Place, port: number): Promise<ServerProcess> {
  const past = await stat(place.log).catch(() => null);
  const log = await open(place.log, (past?.size ?? 0) > logLimit ? "w" : "a", 0o600);
  const begin = (await log.stat()).size;
  const flags = Object.entries({ ...parameters, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = spawn(
    "/bin/sh",
    ["-c", supervisor, "heddle-postgres", join(place.binaries.root, "bin", "postgres"), "-D", place.data, ...flags],
    { ...place.account, cwd: "/", detached: true, stdio: ["pipe", log.fd, log.fd], env: serverEnvironment },
  );
  const ended = new Promise<void>((resolve, reject) => {
    child.once("exit", () => resolve());
    child.once("error", reject);
  });
  const stop = async () => {
    child.ref();
    await stopServer(() => child.stdin?.end(), ended, place.data);
  };
  try {
    await untilReady(place.data, port, ended);
    // The server must not keep a program alive that has nothing left to do.
    child.unref();
    return { port, ended, stop };
  } catch (error) {
    const said = (await readFile(place.log)).subarray(begin).toString("utf8").trim();
    await stop();
    throw new Error(said === "" ? "It said nothing." : said, { cause: error });
  } finally {
    await log.close();
  }
}

/** Nothing of the machine's own locale, zone or `PG...` variables may reach the server. */
export const serverEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

async function untilReady(data: string, port: number, ended: Promise<void>): Promise<void> {
  let over = false;
  const end = ended.then(() => {
    over = true;
  });
  for (;;) {
    const postmaster = await readPostmaster(data);
    if (postmaster?.ready === true && postmaster.port === port) return;
    // Recovery after a crash may take long and is worth waiting for; what ends, ends by itself.
    if (over) throw new Error("Postgres ended while it was starting");
    await Promise.race([sleep(20), end]);
  }
}

async function stopServer(close: () => void, ended: Promise<void>, data: string): Promise<void> {
  const postmaster = await readPostmaster(data);
  close();
  const patience = new AbortController();
  const late = sleep(stopLimitMs, "late", { signal: patience.signal }).catch(() => "stopped");
  const outcome = await Promise.race([ended.then(() => "stopped"), late]);
  patience.abort();
  if (outcome === "stopped" || postmaster === null || !(await isPostgres(postmaster.pid))) return;
  // Immediate shutdown: nothing committed is lost, the next start recovers.
  process.kill(postmaster.pid, "SIGQUIT");
  await ended;
}
