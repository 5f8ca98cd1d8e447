import type { Permission } from "./identity.ts";

const known = {
  "embed:create": true,
  ask: true,
  view: true,
  edit: true,
  export: true,
} as const satisfies Record<Permission, true>;

/** Those of the names that are permissions; a newer server may have stored others. */
export function toPermissions(names: readonly string[]): ReadonlySet<Permission> {
  return new Set(names.filter((name): name is Permission => Object.hasOwn(known, name)));
}
