import { isDimension, labelOf } from "../../../catalog/catalog.ts";
import type { Catalog } from "../../../catalog/catalog.ts";
import type { ColumnDefinition, TableDefinition } from "../../../catalog/definition.ts";
import { stemPhrase } from "./stem.ts";
import { phraseOf } from "./words.ts";

/** What a phrase can mean in a catalog. `rank` orders meanings: 0 a label or synonym, 1 a name, 2 a derived form. */
export type Meaning =
  | { readonly kind: "measure"; readonly measure: string; readonly rank: number }
  | { readonly kind: "table"; readonly table: string; readonly rank: number }
  | MemberMeaning;

/** A column: to split by, a time, one that may not be read, or one with a value of it. */
export type MemberMeaning =
  | { readonly kind: "group"; readonly table: string; readonly member: string; readonly rank: number }
  | { readonly kind: "time"; readonly table: string; readonly member: string; readonly rank: number }
  | { readonly kind: "hidden"; readonly table: string; readonly member: string; readonly rank: number }
  | {
      readonly kind: "value";
      readonly table: string;
      readonly member: string;
      readonly value: string;
      readonly rank: number;
    };

/** Every phrase of a catalog with its meanings. */
export interface CatalogIndex {
  readonly exact: ReadonlyMap<string, readonly Meaning[]>;
  /** By the phrase with each word in its singular. */
  readonly stems: ReadonlyMap<string, readonly Meaning[]>;
  readonly vocabulary: ReadonlySet<string>;
  /** Words of the longest phrase. */
  readonly longest: number;
}

const indexes = new WeakMap<Catalog, CatalogIndex>();

/** The index of a catalog, built the first time it is asked for. */
export function indexOf(catalog: Catalog): CatalogIndex {
  const index = indexes.get(catalog) ?? buildIndex(catalog);
  indexes.set(catalog, index);
  return index;
}

type Entry = readonly [phrase: string, meaning: Meaning];

function buildIndex(catalog: Catalog): CatalogIndex {
  const exact = new Map<string, Meaning[]>();
  const stems = new Map<string, Meaning[]>();
  const vocabulary = new Set<string>();
  let longest = 1;
  for (const [text, meaning] of entriesOf(catalog)) {
    const phrase = phraseOf(text);
    if (phrase === "") continue;
    add(exact, phrase, meaning);
    if (!isMean(catalog, meaning)) add(stems, stemPhrase(phrase), meaning);
    const words = phrase.split(" ");
    longest = Math.max(longest, words.length);
    for (const word of words) vocabulary.add(word);
  }
  return { exact, stems, vocabulary, longest };
}

/** "Average payments per day" asks for a mean number of payments, not for the average payment: no other form is taken. */
function isMean(catalog: Catalog, meaning: Meaning): boolean {
  const measure = meaning.kind === "measure" ? catalog.measures[meaning.measure] : undefined;
  return measure?.kind === "aggregate" && measure.aggregate === "avg";
}

/** Adds a meaning, or its better rank where the phrase has it already. */
function add(phrases: Map<string, Meaning[]>, phrase: string, meaning: Meaning): void {
  const meanings = phrases.get(phrase) ?? [];
  const same = meanings.findIndex(
    (other) => JSON.stringify({ ...other, rank: 0 }) === JSON.stringify({ ...meaning, rank: 0 }),
  );
  if (same === -1) meanings.push(meaning);
  else if (meaning.rank < (meanings[same]?.rank ?? 0)) meanings[same] = meaning;
  phrases.set(phrase, meanings);
}

function entriesOf(catalog: Catalog): Entry[] {
  return [
    ...Object.entries(catalog.measures).flatMap(([measure, { label, synonyms = [] }]) =>
      named(measure, label, synonyms).map(([phrase, rank]): Entry => [phrase, { kind: "measure", measure, rank }]),
    ),
    ...Object.entries(catalog.tables).flatMap(([table, definition]) => tableEntries(catalog, table, definition)),
  ];
}

/** A label and synonyms come first; the name is a lesser word where there is a label. */
function named(name: string, label: string | undefined, synonyms: readonly string[]): [phrase: string, rank: number][] {
  const first = label === undefined ? [name, ...synonyms] : [label, ...synonyms];
  return [
    ...first.map((phrase): [string, number] => [phrase, 0]),
    ...(label === undefined ? [] : [[name, 1] as [string, number]]),
  ];
}

function tableEntries(catalog: Catalog, table: string, definition: TableDefinition): Entry[] {
  const names = named(table, definition.label, definition.synonyms ?? []);
  const columns = Object.entries(definition.columns).flatMap(([name, column]) =>
    columnEntries(table, definition, name, column),
  );
  // A table that nothing can be asked about is an unknown word: "all partners" must not pass as a figure of speech.
  const counted = Object.values(catalog.measures).some(
    (measure) => measure.kind === "aggregate" && measure.table === table,
  );
  const askable = counted || Object.values(definition.columns).some(isDimension);
  return askable
    ? [...names.map(([phrase, rank]): Entry => [phrase, { kind: "table", table, rank }]), ...columns]
    : columns;
}

function columnEntries(table: string, definition: TableDefinition, name: string, column: ColumnDefinition): Entry[] {
  const kind = column.hidden === true ? "hidden" : isTime(column) ? "time" : isDimension(column) ? "group" : undefined;
  if (kind === undefined) return [];
  const member = `${table}.${name}`;
  const names = named(name, column.label, column.synonyms ?? []);
  // "Payment status" names the column among several called "status".
  const owners = [definition.label ?? table, table].flatMap((owner) => [owner, stemPhrase(phraseOf(owner))]);
  const qualified = owners.map((owner): [string, number] => [`${owner} ${labelOf(name, undefined)}`, 1]);
  const derived = kind === "time" ? timePhrases(name) : [];
  const entries = [...names, ...qualified, ...derived].map(([phrase, rank]): Entry => [
    phrase,
    { kind, table, member, rank },
  ]);
  return kind === "group" ? [...entries, ...valueEntries(table, member, column)] : entries;
}

function isTime(column: ColumnDefinition): boolean {
  return column.type === "date" || column.type === "timestamp" || column.type === "timestamptz";
}

/** `closed_at` is what "disputes closed in May" goes by, and "by closed date". */
function timePhrases(name: string): [phrase: string, rank: number][] {
  const verb = /^(.+)_(at|on|date|time)$/.exec(name)?.[1];
  return verb === undefined
    ? []
    : [
        [verb, 2],
        [`${verb} date`, 2],
        [`date ${verb}`, 2],
      ];
}

function valueEntries(table: string, member: string, column: ColumnDefinition): Entry[] {
  return (column.values ?? []).flatMap((entry) => {
    const { value, label, synonyms = [] } = typeof entry === "string" ? { value: entry } : entry;
    return [value, ...(label === undefined ? [] : [label]), ...synonyms].map((phrase): Entry => [
      phrase,
      { kind: "value", table, member, value, rank: 0 },
    ]);
  });
}
