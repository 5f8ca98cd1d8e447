import type { Cell, ColumnType } from "@heddle/sdk/contract";
import { parse as parseArray } from "postgres-array";
import { HeddleError } from "../../errors.ts";

/** Turns one value's text, as Postgres writes it under the reader's settings, into a cell. */
type Decode = (text: string) => Cell;

interface WireType {
  readonly type: ColumnType;
  readonly decode: Decode;
}

const deepestJson = 100;

const asString: WireType = { type: "string", decode: (text) => text };
const asNumber: WireType = { type: "number", decode: exactNumber };
const asBoolean: WireType = { type: "boolean", decode: (text) => text === "t" };
const asDate: WireType = { type: "date", decode: (text) => text };
const asTimestamp: WireType = { type: "timestamp", decode: isoTimestamp };
const asJson: WireType = { type: "json", decode: parseJson };

/** Wire types by type id (`pg_type.oid`, stable over versions); anything else is text. */
const wireTypes: ReadonlyMap<number, WireType> = new Map([
  [16, asBoolean],
  [20, asNumber],
  [21, asNumber],
  [23, asNumber],
  [700, asNumber],
  [701, asNumber],
  [1700, asNumber],
  [1082, asDate],
  [1114, asTimestamp],
  [1184, asTimestamp],
  [114, asJson],
  [3802, asJson],
  ...arrays([
    [1000, asBoolean],
    [1005, asNumber],
    [1007, asNumber],
    [1016, asNumber],
    [1021, asNumber],
    [1022, asNumber],
    [1231, asNumber],
    [1009, asString],
    [1015, asString],
    [2951, asString],
    [1182, asDate],
    [1115, asTimestamp],
    [1185, asTimestamp],
    [199, asJson],
    [3807, asJson],
  ]),
]);

export function wireTypeOf(typeId: number): WireType {
  return wireTypes.get(typeId) ?? asString;
}

/**
 * A number as a JSON number where a double holds it exactly, else the decimal text without trailing zeros. A double
 * counts as exact when its shortest decimal form (ECMA-262, Number::toString) is the number's own.
 */
export function exactNumber(text: string): number | string {
  const plain = text.includes(".") && !/e/i.test(text) ? text.replace(/\.?0+$/, "") : text;
  const value = Number(plain);
  if (!Number.isFinite(value)) return text;
  if (String(value) === plain || /e/i.test(plain)) return value === 0 ? 0 : value;
  return plain === "-0" ? 0 : plain;
}

/** `2026-03-01 10:00:00.5+00` as `2026-03-01T10:00:00.5Z`; infinity and years before Christ stay as they are. */
function isoTimestamp(text: string): string {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?$/.exec(text);
  return match === null ? text : `${match[1]}T${match[2]}Z`;
}

function parseJson(text: string): Cell {
  if (nesting(text) > deepestJson) {
    throw new HeddleError("RESULT_UNSUPPORTED", "The result holds JSON that is nested too deeply to show.", {
      hint: `At most ${deepestJson} levels can be shown; select the part that matters.`,
    });
  }
  return JSON.parse(text) as Cell;
}

function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index++) {
    const character = json[index];
    if (quoted) {
      if (character === "\\") index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}

function arrays(elements: [number, WireType][]): [number, WireType][] {
  return elements.map(([typeId, { decode }]) => [
    typeId,
    { type: "json", decode: (text) => parseArray<Cell>(text, decode) },
  ]);
}
