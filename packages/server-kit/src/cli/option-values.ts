import { InvalidArgumentError } from "commander";

/** A whole number of at least one. */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number.");
}

/** The last moment of a day of UTC. */
export function endOfDay(text: string): Date {
  const end = new Date(`${text}T23:59:59.999Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(end.getTime()) && end.toISOString().startsWith(text))
    return end;
  throw new InvalidArgumentError("Expected a day such as 2026-11-21.");
}
