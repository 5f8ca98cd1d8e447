import type { TableDefinition } from "../../catalog/definition.ts";
import { quoteIdentifier } from "../../db/quote.ts";

const castNames: Readonly<Record<string, string>> = { integer: "bigint", numeric: "numeric", uuid: "uuid" };

/**
 * The SQL that lets the reader see one tenant's rows of a table and no hidden column.
 *
 * A restrictive policy carries the tenant: unlike permissive ones, which are OR-ed, it holds whatever other policies
 * the host has. A table that had no row level security gets an open policy for its other users, so that turning it on
 * changes nothing for them.
 */
export function tableProtection(name: string, table: TableDefinition, reader: string): string {
  const relation = `${quoteIdentifier(table.schema)}.${quoteIdentifier(name)}`;
  const columns = Object.entries(table.columns).flatMap(([column, { hidden }]) => (hidden === true ? [] : [column]));
  const grants = [
    `grant usage on schema ${quoteIdentifier(table.schema)} to ${reader};`,
    `revoke all on ${relation} from ${reader};`,
    `grant select (${columns.map(quoteIdentifier).join(", ")}) on ${relation} to ${reader};`,
  ];
  return [...grants, ...policies(relation, table, reader)].join("\n");
}

function policies(relation: string, table: TableDefinition, reader: string): string[] {
  const predicate = tenantPredicate(table);
  return [
    `do $do$ begin
  if not (select relrowsecurity from pg_class where oid = '${relation.replaceAll("'", "''")}'::regclass) then
    alter table ${relation} enable row level security;
    create policy heddle_others on ${relation} as permissive for all to public using (true) with check (true);
  end if;
end $do$;`,
    `drop policy if exists heddle_reader on ${relation};`,
    `create policy heddle_reader on ${relation} as permissive for select to ${reader} using (true);`,
    `drop policy if exists heddle_tenant on ${relation};`,
    `create policy heddle_tenant on ${relation} as restrictive for select to ${reader}\n  using (${predicate});`,
  ];
}

function tenantPredicate({ tenant, columns }: TableDefinition): string {
  if (tenant === "shared") return "true";
  const castOf = (column: string): string => castNames[columns[column]?.type ?? "text"] ?? "text";
  const partner = `${quoteIdentifier(tenant.partner)} = (select heddle.current_partner())::${castOf(tenant.partner)}`;
  if (tenant.merchant === null) return partner;
  const every = "(select heddle.all_merchants())";
  if (tenant.merchant === undefined) return `${partner} and ${every}`;
  const cast = castOf(tenant.merchant);
  const some = `${quoteIdentifier(tenant.merchant)} = any ((select heddle.current_merchants())::${cast}[])`;
  return `${partner} and (${every} or ${some})`;
}
