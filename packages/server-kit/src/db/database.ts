import { Kysely, PostgresAdapter, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Database } from "./tables.ts";

export const platformSchema = "heddle_platform";

/**
 * Typed queries over the platform's tables. The owner's URL makes a pool of its own; a pool that is given is closed
 * with it too, by `destroy()`.
 *
 * @example
 * const database = createDatabase(settings.databaseUrl);
 * const keys = await database.selectFrom("api_keys").selectAll().execute();
 */
export function createDatabase(target: string | pg.Pool): Kysely<Database> {
  const pool =
    typeof target === "string"
      ? new pg.Pool({ connectionString: target, max: 10, connectionTimeoutMillis: 5000 })
      : target;
  // An idle connection that breaks is replaced by the pool; without a listener it would end the program.
  pool.on("error", () => undefined);
  const dialect = new PostgresDialect({ pool });
  dialect.createAdapter = () => new TransactionLockAdapter();
  return new Kysely<Database>({ dialect }).withSchema(platformSchema);
}

/**
 * Kysely's own lock belongs to the session: behind PgBouncer in transaction mode it would be taken on one connection
 * and given back on another, and stay. This one ends with the transaction.
 */
class TransactionLockAdapter extends PostgresAdapter {
  override async acquireMigrationLock(database: Kysely<unknown>): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended('heddle migrations', 0))`.execute(database);
  }

  override async releaseMigrationLock(): Promise<void> {}
}
