import { guard } from "../../sql/guard/guard.ts";
import { loadParser } from "../../sql/parse.ts";
import { scope } from "../../sql/scope/scope.ts";
import { SqlRefused } from "../../sql/sql-refused.ts";
import { HeddleError } from "../../errors.ts";
import { jsonLines } from "../json-lines.ts";
import { readCatalog } from "../open-kit.ts";
import type { ExitCode, Terminal } from "../terminal.ts";

export interface CheckVerbOptions {
  catalog?: string;
  partner?: string;
  merchant?: string[];
}

/** `heddle check`: a verdict for each `{ id, sql }` line of standard input, without a database. */
export async function checkVerb(options: CheckVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const catalog = await readCatalog(options.catalog);
  await loadParser();
  const tenant = { partnerId: options.partner ?? "partner", merchantIds: options.merchant ?? ("all" as const) };
  let exit: ExitCode = 0;
  for await (const line of jsonLines(terminal.input)) {
    const { id = null, sql } = line.ok ? line.value : {};
    try {
      if (typeof sql !== "string") throw new HeddleError("VALIDATION_FAILED", "Expected an object with sql.");
      terminal.print(JSON.stringify({ id, ok: true, sql: scope(guard(sql, catalog), tenant).text }));
    } catch (error) {
      if (!(error instanceof HeddleError)) throw error;
      const rule = error instanceof SqlRefused ? { rule: error.rule, position: error.byteOffset ?? null } : {};
      terminal.print(
        JSON.stringify({ id, ok: false, code: error.code, ...rule, detail: error.message, hint: error.hint }),
      );
      exit = 1;
    }
  }
  return exit;
}
