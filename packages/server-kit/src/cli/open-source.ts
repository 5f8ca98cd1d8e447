import { readSettings } from "../settings.ts";
import type { Settings } from "../settings.ts";
import { joinEmbedded } from "../sources/join-embedded.ts";
import { resolveSource } from "../sources/resolve-source.ts";
import type { Source } from "../sources/resolve-source.ts";
import type { Terminal } from "./terminal.ts";

/** The database a verb works on: `--url`, else `DATABASE_URL`, else the embedded demo. Stop the source in the end. */
export async function openSource(
  { url }: { url?: string },
  terminal: Terminal,
): Promise<{ settings: Settings; source: Source }> {
  const settings = readSettings(terminal.environment);
  const databaseUrl = url ?? settings.databaseUrl;
  return { settings, source: await resolveSource({ ...settings, databaseUrl }, terminal.complain, joinEmbedded) };
}
