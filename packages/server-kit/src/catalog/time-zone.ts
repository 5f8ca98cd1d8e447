import { Temporal } from "temporal-polyfill";

/** Looking a zone up costs about a millisecond, and a server meets the same few again and again. */
const known = new Map<string, string>();
const mostKnown = 1000;

/**
 * The IANA name of a zone as Temporal writes it, or undefined where there is no such zone. Only `UTC`, `GMT` and names
 * with a slash are taken: Postgres reads an offset (`+05:30`) with the opposite sign and `CET` as an abbreviation
 * without summer time, so those would mean one thing here and another there.
 */
export function readZone(name: string): string | undefined {
  const found = known.get(name);
  if (found !== undefined || !/^(utc|gmt|[a-z_]+\/[a-z0-9_+\-/]+)$/i.test(name)) return found;
  try {
    const zone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
    if (known.size < mostKnown) known.set(name, zone);
    return zone;
  } catch {
    return undefined;
  }
}
