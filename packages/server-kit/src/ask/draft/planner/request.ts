import type { Filter, MetricQuery } from "@heddle/sdk/contract";
import type { Temporal } from "temporal-polyfill";
import type { Catalog } from "../../../catalog/catalog.ts";
import type { ColumnFilter } from "./filters-of.ts";
import type { Sentence } from "./slots.ts";
import type { TimePart } from "./time-part.ts";

/** A question before its terms have roles. */
export interface Request {
  readonly catalog: Catalog;
  readonly sentence: Sentence;
  readonly time: TimePart;
  readonly today: () => Temporal.PlainDate;
  /** Set where the asker's zone is not the catalog's. */
  readonly timeZone: string | undefined;
}

export type Time = NonNullable<MetricQuery["time"]>;

/** What has been made of a reading so far. */
export interface Parts {
  readonly dimensions: readonly string[];
  readonly columns: readonly ColumnFilter[];
  readonly thresholds: readonly Filter[];
  readonly time: Time;
}
