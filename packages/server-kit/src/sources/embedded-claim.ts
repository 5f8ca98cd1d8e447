import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { SetupError } from "../setup-error.ts";
import { isAlive, isPostgres, readPostmaster, removePidFile, type Postmaster } from "./embedded-postmaster.ts";

/** "heddle" in ASCII: the advisory lock of the process that owns an embedded server. */
const ownerLock = 0x68_65_64_64_6c_65;
const claimLimitMs = 20_000;

export interface ServerAddress {
  readonly port: number;
  readonly password: string;
}

/**
 * The connection by which a process owns its embedded server; `null` when another process does. The lock lives in the
 * server and ends with the connection, so it cannot outlive a killed process as a lock file would.
 */
export async function takeOwnership(address: ServerAddress): Promise<pg.Client | null> {
  const client = superuserClient(address, "postgres");
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [ownerLock]);
    if (rows[0]?.taken === true) return client;
    await client.end();
    return null;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

export function superuserClient({ port, password }: ServerAddress, database: string): pg.Client {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password,
    database,
    ssl: false,
    application_name: `heddle ${process.pid}`,
  });
  // Without a listener a server that goes away would end the program.
  client.on("error", () => undefined);
  return client;
}

/**
 * Returns when no server runs on the data directory. One that is going down is waited for; one whose owner was killed
 * is stopped (its data may be behind by nothing: every commit is on disk); one that is owned is refused.
 */
export async function claimData(data: string, password: string): Promise<void> {
  let unowned = 0;
  for (let waited = 0; waited < claimLimitMs; waited += 100) {
    const postmaster = await readPostmaster(data);
    if (postmaster === null || (!Number.isNaN(postmaster.pid) && !isAlive(postmaster.pid))) return;
    if (isAlive(postmaster.pid) && !(await isPostgres(postmaster.pid))) return removePidFile(data, postmaster);
    const starter = await starterOfUnowned(postmaster, password, data);
    if (starter !== null) unowned += 1;
    // A server that was started just now has no owner for a moment. Should its starter seem to live for long, then
    // because the number went to another program.
    if (starter !== null && (!isAlive(starter) || unowned > 50)) process.kill(postmaster.pid, "SIGINT");
    await sleep(100);
  }
  // No server takes that long to write its number: a crash cut it off.
  const last = await readPostmaster(data);
  if (last === null || !Number.isNaN(last.pid)) throw inUse(data, null);
  await removePidFile(data, last);
}

/** The process that started a server which no process owns; `null` for a server that is starting or going down. */
async function starterOfUnowned(postmaster: Postmaster, password: string, data: string): Promise<number | null> {
  if (!postmaster.ready) return null;
  const address = { port: postmaster.port, password };
  try {
    const client = await takeOwnership(address);
    if (client === null) throw inUse(data, await ownerProcess(address));
    try {
      const { rows } = await client.query<{ name: string }>("select current_setting('cluster_name') as name");
      return Number(rows[0]?.name.split(" ").at(-1));
    } finally {
      await client.end();
    }
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if (isGoingAway(error)) return null;
    throw inUse(data, null, error);
  }
}

/** 57P01..57P03: shutting down or starting up. */
export function isGoingAway(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code === "string") return ["ECONNREFUSED", "ECONNRESET", "57P01", "57P02", "57P03"].includes(code);
  return error instanceof Error && error.message.startsWith("Connection terminated");
}

async function ownerProcess(address: ServerAddress): Promise<string | null> {
  const client = superuserClient(address, "postgres");
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `select application_name as name from pg_stat_activity join pg_locks using (pid)
       where locktype = 'advisory' and granted and (classid::bigint << 32 | objid::bigint) = $1`,
      [ownerLock],
    );
    return rows[0]?.name ?? null;
  } finally {
    await client.end();
  }
}

export function inUse(data: string, owner: string | null, cause?: unknown): SetupError {
  const who = owner === null ? "another process" : `another process (${owner})`;
  return new SetupError("EMBEDDED_IN_USE", `The embedded Postgres in ${data} is in use by ${who}.`, {
    hint: "Stop it first, or name another directory in HEDDLE_DIRECTORY.",
    cause,
  });
}
