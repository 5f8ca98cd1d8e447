import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { openSecrets } from "../secrets-file.ts";
import { SetupError } from "../setup-error.ts";
import { locateBinaries } from "./embedded-binaries.ts";
import { claimData, inUse, isGoingAway, takeOwnership } from "./embedded-claim.ts";
import { openCluster } from "./embedded-cluster.ts";
import { choosePlace, type Place } from "./embedded-place.ts";
import { launchServer, type ServerProcess } from "./embedded-process.ts";

export interface EmbeddedOptions {
  /** Holds data, log and password; made where there is none. */
  directory: string;
  /** Told what takes longer than a moment, and when the server ends unasked. */
  log?: (message: string) => void;
  /** Made where they are missing. @default ["heddle"] */
  databases?: readonly string[];
}

export interface EmbeddedServer {
  /** Of the database as a role; without one as the superuser. */
  url(database: string, role?: { name: string; password: string }): string;
  /** Disconnects everybody, stops the server and waits until it is gone. May be called again. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL for demos and tests, on a free port of the loopback interface, with a password. It ends with this
 * process, however that ends, and opens again after any kill. One process at a time may use a directory.
 *
 * @throws SetupError `EMBEDDED_IN_USE`, `EMBEDDED_UNSUPPORTED`, `EMBEDDED_FAILED`
 * @example
 * const server = await startEmbedded({ directory: ".heddle" });
 * const pool = new pg.Pool({ connectionString: server.url("heddle") });
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => undefined);
  const { databasePassword: password } = await openSecrets(options.directory);
  const place = await choosePlace(options.directory, password, await locateBinaries());
  const server = await startOn(place, password, log);
  const address = { port: server.port, password };
  const owner = await ownServer(server, address, place.data);
  try {
    await createDatabases(owner, options.databases ?? ["heddle"]);
  } catch (error) {
    await server.stop();
    throw error;
  }
  // A server must not keep a program alive that has nothing left to do. (The types of pg lack the method.)
  (owner as pg.Client & { unref(): void }).unref();
  let stopping: Promise<void> | undefined;
  void server.ended.then(() => {
    if (stopping === undefined) log(`The embedded Postgres ended unexpectedly: see ${place.log}`);
  });
  return {
    url: (database, role = { name: "postgres", password }) => connectionUrl(server.port, database, role),
    stop: () => (stopping ??= server.stop()),
  };
}

async function startOn(place: Place, password: string, log: (message: string) => void): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    await claimData(place.data, password);
    if (await openCluster(place, password)) log(`Made a new database in ${place.data}`);
    try {
      return await launchServer(place, await freePort());
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause);
      // Somebody took the port, or the directory, in the moment between looking and starting.
      const again = /Address already in use|lock file "postmaster.pid"|pre-existing shared memory block/.test(said);
      if (again && attempt < 5) continue;
      throw new SetupError("EMBEDDED_FAILED", `The embedded Postgres did not start. ${said}`, {
        hint: `See ${place.log}`,
        cause,
      });
    }
  }
}

/** A claim may be held for a moment by a process that only looked whether the server has an owner. */
async function ownServer(
  server: ServerProcess,
  address: { port: number; password: string },
  data: string,
): Promise<pg.Client> {
  try {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const owner = await takeOwnership(address);
      if (owner !== null) return owner;
      await sleep(50);
    }
    throw inUse(data, null);
  } catch (error) {
    await server.stop();
    if (error instanceof SetupError) throw error;
    if (isGoingAway(error)) throw inUse(data, null, error);
    throw new SetupError("EMBEDDED_FAILED", "The embedded Postgres does not accept its password.", {
      hint: "Its secrets.json was lost or changed. Restore it, or remove the directory to start afresh.",
      cause: error,
    });
  }
}

async function createDatabases(owner: pg.Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { rowCount } = await owner.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await owner.query(`create database ${owner.escapeIdentifier(name)}`);
  }
}

export function connectionUrl(
  port: number,
  database: string,
  { name, password }: { name: string; password: string },
): string {
  const credentials = `${encodeURIComponent(name)}:${encodeURIComponent(password)}`;
  return `postgresql://${credentials}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
