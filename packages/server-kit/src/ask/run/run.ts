import type { Reader } from "../../sources/reader.ts";
import type { ScopedSql } from "../../sql/scope/scope.ts";
import { signScope } from "../../tenancy/signed-scope.ts";
import type { ScopeKey } from "../../tenancy/signed-scope.ts";
import type { Rows } from "../pipeline.ts";
import { wireTypeOf } from "./decode.ts";

export interface RunDependencies {
  readonly reader: Reader;
  readonly scopeKey: ScopeKey;
}

/**
 * Runs narrowed SQL as the restricted role, under the signed scope of the same tenant. It takes nothing but what
 * `scope` made, so no draft and no stored text can get here around the guard.
 */
export async function run(scoped: ScopedSql, dependencies: RunDependencies, signal?: AbortSignal): Promise<Rows> {
  const { reader, scopeKey } = dependencies;
  const raw = await reader.read({
    text: scoped.text,
    values: scoped.values,
    // Signed by the real clock: the database checks it against its own, whatever instant the ask is read at.
    scopeToken: signScope(scoped.tenant, scopeKey, { now: new Date() }),
    signal,
  });
  const types = raw.fields.map(({ typeId }) => wireTypeOf(typeId));
  return {
    columns: raw.fields.map(({ name }, index) => ({ name, type: types[index]?.type ?? "string" })),
    rows: raw.rows.map((row) =>
      row.map((text, index) => (text === null ? null : (types[index]?.decode(text) ?? text))),
    ),
    truncated: raw.truncated,
  };
}
