import type { Catalog } from "../../../catalog/catalog.ts";
import type { Fields } from "../visit.ts";

/** One thing in FROM, with the names of the columns that may be read from it. */
export interface Range {
  /** Its alias or table name; undefined where it has none. */
  readonly name: string | undefined;
  readonly columns: readonly string[];
  /** Whether catalogued columns of it are hidden, which makes NATURAL mean something else. */
  readonly hides: boolean;
}

/** What names can mean at one level of a query, and the levels around it. */
export interface Frame {
  readonly ranges: Range[];
  readonly outer: Frame | undefined;
}

/** Names of common table expressions in sight, with their columns. */
export type Ctes = ReadonlyMap<string, readonly string[]>;

/** A base table as it stands in the text: what the scope step replaces. */
export interface TableReference {
  /** The `RangeVar` of the judged tree itself. */
  readonly node: Fields;
  readonly table: string;
  /** Byte range of the (qualified) name. */
  readonly start: number;
  readonly end: number;
  readonly aliased: boolean;
}

/** What a walk over one statement carries along. */
export interface ResolveContext {
  readonly catalog: Catalog;
  /** The SQL with one character a byte, so that offsets can be used as they are. */
  readonly latin: string;
  readonly references: TableReference[];
  /** Resolves a SELECT inside an expression or FROM; handed along so that the files need not import each other. */
  readonly resolveSelect: ResolveSelect;
}

/** Resolves one SELECT at all its levels and gives the names of its output columns. */
export type ResolveSelect = (
  select: Fields,
  outer: Frame | undefined,
  around: Ctes,
  context: ResolveContext,
) => readonly string[];

/** Column names after an alias list, which may be shorter than the columns. */
export function rename(columns: readonly string[], names: readonly string[]): readonly string[] {
  return columns.map((column, index) => names[index] ?? column);
}

/** The frame nearest to `frame`, itself included, for which `find` gives something. */
export function lookUp<T>(frame: Frame | undefined, find: (range: Range) => T | undefined): T | undefined {
  for (let level = frame; level !== undefined; level = level.outer) {
    for (const range of level.ranges) {
      const found = find(range);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
