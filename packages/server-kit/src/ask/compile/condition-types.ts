import type { ColumnTypeName } from "../../catalog/definition.ts";
import type { QueryProblem } from "./query-problems.ts";

/** A condition waiting for the SQL of what it is about. */
export type Condition = (operand: string) => string;

/** What a condition is about. */
export interface ConditionTarget {
  /** As people call it, for messages. */
  readonly label: string;
  readonly type: ColumnTypeName;
  /** The values it can hold, where they are known. */
  readonly values?: readonly string[] | undefined;
}

/** Where the problems of a condition are told, and how its times are read. */
export interface ConditionReading {
  readonly zone: string;
  /** JSON Pointer of the filter. */
  readonly path: string;
  readonly problems: QueryProblem[];
}
