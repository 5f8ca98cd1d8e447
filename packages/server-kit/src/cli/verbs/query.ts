import type { Rows } from "../../ask/pipeline.ts";
import { HeddleError } from "../../errors.ts";
import { SqlRefused } from "../../sql/sql-refused.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import { jsonLines } from "../json-lines.ts";
import { openKit } from "../open-kit.ts";
import type { Kit, KitOptions } from "../open-kit.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { textTable } from "../text-table.ts";

export interface QueryVerbOptions extends KitOptions {
  partner: string;
  merchant?: string[];
  json?: boolean;
}

/** `heddle query`: the full path for one SQL, or for each `{ id, sql }` line of standard input. */
export async function queryVerb(
  sql: string | undefined,
  options: QueryVerbOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const kit = await openKit(options, terminal);
  try {
    const scope = await kit.scopeOf(options.partner, options.merchant ?? []);
    if (sql === undefined) return await queryLines(kit, scope, terminal);
    if (options.json === true) {
      const verdict = await verdictOf(kit, scope, sql, terminal);
      terminal.print(JSON.stringify(verdict));
      return verdict.ok ? 0 : 1;
    }
    const { columns, rows, truncated } = await kit.sql(sql, scope, terminal.signal);
    for (const line of textTable(columns, rows)) terminal.print(line);
    terminal.print(`${rows.length} row(s)${truncated ? ", cut" : ""}`);
    return 0;
  } finally {
    await kit.close();
  }
}

async function queryLines(kit: Kit, scope: TenantScope, terminal: Terminal): Promise<ExitCode> {
  let exit: ExitCode = 0;
  for await (const line of jsonLines(terminal.input)) {
    const { id = null, sql } = line.ok ? line.value : {};
    const verdict =
      typeof sql === "string"
        ? await verdictOf(kit, scope, sql, terminal)
        : { ok: false, code: "VALIDATION_FAILED", detail: "Expected an object with sql." };
    terminal.print(JSON.stringify({ id, ...verdict }));
    if (!verdict.ok) exit = 1;
  }
  return exit;
}

type Verdict = ({ ok: true } & Rows) | { ok: false; code: string; rule?: string; detail: string; hint?: string };

async function verdictOf(kit: Kit, scope: TenantScope, sql: string, { signal }: Terminal): Promise<Verdict> {
  try {
    return { ok: true, ...(await kit.sql(sql, scope, signal)) };
  } catch (error) {
    if (!(error instanceof HeddleError)) throw error;
    return {
      ok: false,
      code: error.code,
      ...(error instanceof SqlRefused ? { rule: error.rule } : {}),
      detail: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
}
