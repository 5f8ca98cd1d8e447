import type { VisitedNode } from "../visit.ts";

/** A rule that looks at one node at a time and throws `SqlRefused`. Node types it does not name pass it by. */
export interface Rule {
  readonly nodes: readonly string[];
  check(node: VisitedNode): void;
}
