import type { Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { platformSchema } from "./database.ts";
import { keysAndSessions } from "./migrations/keys-and-sessions.ts";
import type { Database } from "./tables.ts";

/** In the order of their names. One that was released is never changed: another follows it. */
const migrations: Readonly<Record<string, Migration>> = {
  "0001-keys-and-sessions": keysAndSessions,
};

/**
 * Brings the platform's tables up to date, all in one transaction or not at all. Processes that do it at once take
 * turns.
 *
 * @returns the names of what was applied; none where all was
 */
export async function migrate(database: Kysely<Database>): Promise<string[]> {
  return database.transaction().execute(async (transaction) => {
    const lockable = transaction.getExecutor().adapter;
    // Before the migrator looks which of its own tables exist, so that two do not make them at once.
    await lockable.acquireMigrationLock(transaction, { lockTable: "", lockRowId: "" });
    const migrator = new Migrator({
      db: transaction,
      provider: { getMigrations: async () => ({ ...migrations }) },
      migrationTableSchema: platformSchema,
      migrationTableName: "migrations",
      migrationLockTableName: "migrations_lock",
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error("The migration failed", { cause: error });
    return results.map((result) => result.migrationName);
  });
}
