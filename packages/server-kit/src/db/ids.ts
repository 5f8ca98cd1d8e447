import { typeid } from "typeid-js";

/** What each kind of thing's id begins with. */
export type IdPrefix = "ask" | "key" | "ems" | "sgk";

/**
 * A new id: a TypeID, sortable by the time it was made.
 *
 * @example newId("key") // "key_01m2r4yqwde8h9t7z5x3v1n0bk"
 */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${typeid(prefix).getSuffix()}`;
}
