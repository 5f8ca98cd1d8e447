import type { Catalog } from "../../catalog/catalog.ts";
import { quoteIdentifier, quoteLiteral } from "../../db/quote.ts";
import { hmacHalves } from "../signed-scope.ts";
import type { ScopeKey } from "../signed-scope.ts";
import { scopeFunctions } from "./scope-functions.ts";
import { tableProtection } from "./table-protection.ts";

export interface ProtectionOptions {
  /** The login role that runs tenants' queries. */
  readonly reader: string;
  /** Its password as a SCRAM verifier; see `scramVerifier`. */
  readonly verifier: string;
  readonly key: ScopeKey;
  /** Milliseconds. */
  readonly statementTimeoutMs: number;
}

/**
 * The SQL that builds the second and the third wall in a database: the reader's role and its limits, the signed
 * scope, and grants and policies for every table of the catalog. Running it again changes nothing. It needs the owner
 * of the tables and the right to create a role, no superuser.
 */
export function protectionScript(catalog: Catalog, options: ProtectionOptions): string {
  const reader = quoteIdentifier(options.reader);
  const tables = Object.entries(catalog.tables).map(
    ([name, table]) => `-- ${name}\n${tableProtection(name, table, reader)}`,
  );
  return [roleSection(reader, options), scopeSection(reader, options.key), ...tables].join("\n\n");
}

function roleSection(reader: string, { reader: name, verifier, statementTimeoutMs }: ProtectionOptions): string {
  return `-- The reader: a login role of its own, member of nothing, that can only read and not for long.
do $do$ begin
  if not exists (select from pg_roles where rolname = ${quoteLiteral(name)}) then
    create role ${reader} login;
  end if;
exception when duplicate_object or unique_violation then null;
end $do$;
alter role ${reader} with login noinherit password ${quoteLiteral(verifier)};
alter role ${reader} set default_transaction_read_only = on;
alter role ${reader} set statement_timeout = '${statementTimeoutMs}ms';
alter role ${reader} set lock_timeout = '500ms';
alter role ${reader} set idle_in_transaction_session_timeout = '${statementTimeoutMs + 5000}ms';
alter role ${reader} set work_mem = '16MB';
alter role ${reader} set jit = off;
alter role ${reader} set search_path = pg_catalog, pg_temp;
alter role ${reader} set row_security = on;
do $do$ begin
  alter role ${reader} set temp_file_limit = '256MB';
exception when insufficient_privilege then
  raise notice 'temp_file_limit was not set: it needs a superuser';
end $do$;`;
}

function scopeSection(reader: string, key: ScopeKey): string {
  const { inner, outer } = hmacHalves(key.secret);
  return `-- The signed scope: the reader can set it but not sign it.
create schema if not exists heddle;
revoke all on schema heddle from public;
create table if not exists heddle.scope_keys (
  id text primary key,
  inner_key bytea not null,
  outer_key bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
comment on table heddle.scope_keys is 'Keys that tenant scopes are signed with; the reader must never be able to read them.';
revoke all on heddle.scope_keys from public, ${reader};
insert into heddle.scope_keys (id, inner_key, outer_key)
  values (${quoteLiteral(key.id)}, '\\x${inner.toString("hex")}', '\\x${outer.toString("hex")}')
  on conflict (id) do update set inner_key = excluded.inner_key, outer_key = excluded.outer_key, retired_at = null;

${scopeFunctions}

revoke all on all functions in schema heddle from public;
grant usage on schema heddle to ${reader};
grant execute on function heddle.current_partner(), heddle.all_merchants(), heddle.current_merchants() to ${reader};`;
}
