import type { Grain, MetricQuery, TimeRange } from "@heddle/sdk/contract";
import type { Catalog } from "../../catalog/catalog.ts";
import type { AggregateMeasure, ColumnDefinition, MeasureDefinition } from "../../catalog/definition.ts";
import type { Comparison } from "./comparison.ts";
import type { Condition } from "./condition-types.ts";
import type { TimeTypeName } from "./time-literal.ts";
import type { ResolvedRange } from "./time-range.ts";

/*
 * A metric query in which every name has been looked up and every value checked: what is left is to write it, as SQL
 * or in words. Table aliases are table names, so a column reads `payments.method` wherever it stands.
 */

export interface ResolvedQuery {
  readonly catalog: Catalog;
  readonly written: MetricQuery;
  readonly measures: readonly ResolvedMeasure[];
  readonly dimensions: readonly ResolvedDimension[];
  readonly rowConditions: readonly RowCondition[];
  readonly groupConditions: readonly GroupCondition[];
  readonly time: ResolvedTime;
  /** What is counted, a table and its time column at a time. */
  readonly facts: readonly Fact[];
}

export interface ResolvedMeasure {
  readonly name: string;
  readonly definition: MeasureDefinition;
}

export interface ResolvedDimension {
  /** `merchants.name`, also the name of the result's column. */
  readonly member: string;
  readonly table: string;
  readonly column: ColumnDefinition;
  /** The primary key that keeps rows of the same name apart, where the column is what people call a row by. */
  readonly key?: string | undefined;
}

/** A condition on rows, before they are grouped. */
export interface RowCondition {
  readonly member: string;
  readonly table: string;
  readonly condition: Condition;
}

/** A condition on a measure, after rows are grouped. */
export interface GroupCondition {
  readonly measure: ResolvedMeasure;
  readonly condition: Condition;
}

export interface ResolvedTime {
  readonly zone: string;
  readonly grain?: Grain | undefined;
  readonly range?: ResolvedRange | undefined;
  readonly writtenRange?: TimeRange | undefined;
  readonly comparison?: Comparison | undefined;
}

export interface TimeColumn {
  readonly table: string;
  readonly name: string;
  readonly type: TimeTypeName;
}

/** The aggregates of one table that happen by the same time column: one pass over the table gives them all. */
export interface Fact {
  readonly table: string;
  readonly time?: TimeColumn | undefined;
  readonly aggregates: ReadonlyMap<string, ResolvedAggregate>;
}

export interface ResolvedAggregate {
  readonly definition: AggregateMeasure;
  /** The conditions of the definition, as SQL. */
  readonly where: readonly string[];
}
