import type { Socket } from "node:net";
import pg from "pg";
import Cursor from "pg-cursor";
import { HeddleError } from "../errors.ts";
import { cancelQuery } from "./cancel-query.ts";
import { databaseFault } from "./database-fault.ts";

export interface ReaderOptions {
  /** Address of the database as the restricted login role. */
  readonly url: string;
  /** @default 10 */
  readonly connections?: number;
  /** How long a query waits for a connection, in milliseconds. @default 2000 */
  readonly acquireTimeoutMs?: number;
  readonly statementTimeoutMs: number;
  /** Most rows a result may have; the rest is cut and said so. */
  readonly rowCap: number;
  /** Most bytes a result may have on the wire. @default 64 MiB */
  readonly byteCap?: number;
}

export interface ReadRequest {
  readonly text: string;
  readonly values: readonly (string | readonly string[])[];
  /** The signed scope; see `tenancy/signed-scope.ts`. */
  readonly scopeToken: string;
  readonly signal?: AbortSignal | undefined;
}

/** A result as Postgres sent it: values as text, types as their ids. */
export interface RawRows {
  readonly fields: { name: string; typeId: number }[];
  readonly rows: (string | null)[][];
  readonly truncated: boolean;
}

/** Reads as the restricted role, one read-only transaction a query. */
export interface Reader {
  read(request: ReadRequest): Promise<RawRows>;
  /** Throws `DB_UNAVAILABLE` where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Values stay text: what a type means on the wire is decided in one place, `ask/run`. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

export function createReader(options: ReaderOptions): Reader {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? 2000,
    idleTimeoutMillis: 30_000,
    application_name: "heddle-reader",
    allowExitOnIdle: true,
  });
  // A connection that dies is replaced by the pool, and its query fails by itself; without listeners the event would
  // end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    read: (request) => readOnce(pool, options, request),
    ping: () => ping(pool),
    close: () => pool.end(),
  };
}

async function ping(pool: pg.Pool): Promise<void> {
  try {
    await pool.query("select 1");
  } catch (error) {
    throw databaseFault(error);
  }
}

async function readOnce(pool: pg.Pool, options: ReaderOptions, request: ReadRequest): Promise<RawRows> {
  throwIfCancelled(request.signal);
  const client = await acquire(pool);
  try {
    // Whoever gave up while waiting is not told by an event any more.
    throwIfCancelled(request.signal);
  } catch (error) {
    client.release();
    throw error;
  }
  const guards = guardConnection(client, options, request.signal);
  let broken = true;
  try {
    await client.query(openTransaction(options, request.scopeToken));
    const result = await fetchRows(client, options.rowCap, request);
    await client.query("rollback");
    broken = false;
    return result;
  } catch (error) {
    broken = !(await rolledBack(client, guards.reason()));
    throw guards.reason() ?? databaseFault(error);
  } finally {
    guards.release();
    client.release(broken);
  }
}

async function acquire(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    const full = pool.totalCount >= pool.options.max && /timeout/i.test(String(error));
    if (!full) throw databaseFault(error);
    throw new HeddleError("DB_BUSY", "All database connections are in use.", {
      hint: "Try again in a moment.",
      cause: error,
    });
  }
}

/**
 * One message of settings that hold for this transaction alone, so that nothing is left for the next borrower and
 * poolers in transaction mode work. It goes by the simple protocol; none of it comes from a question.
 */
function openTransaction({ statementTimeoutMs }: ReaderOptions, scopeToken: string): string {
  if (!/^[\w.+/=-]+$/.test(scopeToken)) throw new HeddleError("SCOPE_REJECTED", "The tenant scope is malformed.");
  return [
    "begin transaction read only",
    `set local statement_timeout = ${Math.ceil(statementTimeoutMs)}`,
    "set local lock_timeout = 500",
    "set local search_path = pg_catalog, pg_temp",
    "set local jit = off",
    "set local standard_conforming_strings = on",
    "set local timezone = 'UTC'",
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'iso_8601'",
    "set local bytea_output = 'hex'",
    "set local extra_float_digits = 1",
    `set local heddle.scope = '${scopeToken}'`,
  ].join("; ");
}

/** The extended protocol takes one statement, and the portal's row limit caps the result without touching the text. */
async function fetchRows(client: pg.PoolClient, rowCap: number, request: ReadRequest): Promise<RawRows> {
  const cursor = client.query(
    new Cursor<(string | null)[]>(request.text, [...request.values], { rowMode: "array", types: asText }),
  );
  const read = await readCursor(cursor, rowCap + 1);
  await cursor.close();
  return {
    fields: read.fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID })),
    rows: read.rows.slice(0, rowCap),
    truncated: read.rows.length > rowCap,
  };
}

function readCursor(
  cursor: Cursor<(string | null)[]>,
  count: number,
): Promise<{ rows: (string | null)[][]; fields: pg.FieldDef[] }> {
  return new Promise((resolve, reject) => {
    cursor.read(count, (error, rows, result) => {
      if (error) reject(error);
      else resolve({ rows, fields: result.fields });
    });
  });
}

interface ConnectionGuards {
  /** Why the query was ended from this side, where it was. */
  reason(): HeddleError | undefined;
  release(): void;
}

/** Ends a query that is cancelled, sends too much, or outlives its own time limit; the last two take the connection. */
function guardConnection(
  client: pg.PoolClient,
  options: ReaderOptions,
  signal: AbortSignal | undefined,
): ConnectionGuards {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const byteCap = options.byteCap ?? 64 * 1024 * 1024;
  const before = stream.bytesRead;
  let reason: HeddleError | undefined;
  const destroy = (error: HeddleError): void => {
    reason ??= error;
    stream.destroy();
  };
  const onData = (): void => {
    if (stream.bytesRead - before <= byteCap) return;
    destroy(
      new HeddleError("RESULT_TOO_LARGE", "The result is too large.", { hint: "Ask for fewer rows or columns." }),
    );
  };
  // The server ends a query by itself, but some functions do not look at the clock.
  const overdue = setTimeout(() => destroy(timedOut()), options.statementTimeoutMs + 1000);
  let impatient: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    reason ??= cancelled();
    cancelQuery(client);
    impatient = setTimeout(() => destroy(cancelled()), 1000);
  };
  stream.on("data", onData);
  signal?.addEventListener("abort", onAbort, { once: true });
  return {
    reason: () => reason,
    release() {
      clearTimeout(overdue);
      clearTimeout(impatient);
      stream.off("data", onData);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function cancelled(): HeddleError {
  return new HeddleError("QUERY_CANCELLED", "The query was cancelled.");
}

function timedOut(): HeddleError {
  return new HeddleError("QUERY_TIMEOUT", "The query took too long.", {
    hint: "Ask for a shorter range or fewer groups.",
  });
}

/** Whether the connection is fit for the next borrower. A cancelled one is not: a late cancel could hit its next query. */
async function rolledBack(client: pg.PoolClient, reason: HeddleError | undefined): Promise<boolean> {
  if (reason !== undefined) return false;
  try {
    await client.query("rollback");
    return true;
  } catch {
    return false;
  }
}
