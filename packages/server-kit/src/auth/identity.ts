import type { RoutePermission } from "@heddle/sdk/contract";
import type { TenantScope } from "../tenancy/tenant-scope.ts";

export type Permission = Exclude<RoutePermission, "public"> | "edit" | "export";

/** Who calls, what they may do, and whose rows they may read. */
export interface Identity {
  readonly kind: "operator" | "member" | "service" | "viewer";
  /** Id of the user, key (`key_...`) or embed session (`ems_...`). */
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: TenantScope;
  /** Pages that may use it (scheme, host, port); `null`: any. */
  readonly origins: readonly string[] | null;
}
