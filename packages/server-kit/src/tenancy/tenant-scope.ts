/** Whose rows may be read. Every read of tenant data carries one. */
export interface TenantScope {
  readonly partnerId: string;
  /** `all`: every merchant of the partner. */
  readonly merchantIds: readonly string[] | "all";
}
