import { createDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { openSource } from "../open-source.ts";
import type { ExitCode, Terminal } from "../terminal.ts";

export interface MigrateVerbOptions {
  url?: string;
  json?: boolean;
}

/** `heddle migrate`: brings the platform's own tables up to date. */
export async function migrateVerb(options: MigrateVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const { source } = await openSource(options, terminal);
  try {
    const database = createDatabase(source.ownerUrl);
    try {
      const applied = await migrate(database);
      if (options.json === true) terminal.print(JSON.stringify({ applied }));
      else
        terminal.print(
          applied.length === 0 ? "The platform's tables are up to date." : `Applied: ${applied.join(", ")}.`,
        );
      return 0;
    } finally {
      await database.destroy();
    }
  } finally {
    await source.stop();
  }
}
