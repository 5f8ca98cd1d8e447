import { TypeID } from "typeid-js";
import type { Random } from "./seed-random.ts";

/**
 * A TypeID over a version 7 UUID (RFC 9562, section 5.7) whose time is the row's own and whose other bits come from
 * the stream: rows sort by time by their id, and the same stream gives the same ids.
 */
export function seededId(prefix: string, at: Date, random: Random): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  const milliseconds = at.getTime();
  view.setUint32(0, Math.floor(milliseconds / 2 ** 16));
  view.setUint16(4, milliseconds % 2 ** 16);
  view.setUint16(6, 0x7000 | (random.bits() & 0x0fff));
  view.setUint32(8, 0x8000_0000 | (random.bits() & 0x3fff_ffff));
  view.setUint32(12, random.bits());
  return TypeID.fromUUIDBytes(prefix, bytes).toString();
}
