import { randomBytes } from "node:crypto";
import { deriveKeys } from "../../secrets.ts";
import { readerRole } from "../../sources/resolve-source.ts";
import { applyProtection } from "../../tenancy/protect/apply-protection.ts";
import { protectionScript } from "../../tenancy/protect/protection-script.ts";
import { scramVerifier } from "../../tenancy/protect/scram-verifier.ts";
import { readCatalog } from "../open-kit.ts";
import type { KitOptions } from "../open-kit.ts";
import { openSource } from "../open-source.ts";
import type { ExitCode, Terminal } from "../terminal.ts";

export interface ProtectVerbOptions extends KitOptions {
  apply?: boolean;
}

/** `heddle protect`: the SQL of the walls in the database, or with `--apply` the walls themselves. */
export async function protectVerb(options: ProtectVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const catalog = await readCatalog(options.catalog);
  const { settings, source } = await openSource(options, terminal);
  try {
    const { readerPassword, scopeKey: key } = deriveKeys(source.secret);
    const { statementTimeoutMs } = settings;
    const common = { reader: readerRole, key, statementTimeoutMs };
    if (options.apply !== true) {
      const verifier = scramVerifier(readerPassword, randomBytes(16));
      terminal.print(protectionScript(catalog, { ...common, verifier }));
      return 0;
    }
    const notices = await applyProtection({ ownerUrl: source.ownerUrl, catalog, readerPassword, ...common });
    for (const notice of notices) terminal.complain(notice);
    terminal.print(
      `Protected ${Object.keys(catalog.tables).length} tables; ${readerRole} reads them one tenant at a time.`,
    );
    return 0;
  } finally {
    await source.stop();
  }
}
