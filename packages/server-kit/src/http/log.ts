import { pino, type DestinationStream, type Level, type Logger } from "pino";

/** What the kit writes its log to: pino, or anything with the same three methods. */
export type Log = Pick<Logger, "info" | "warn" | "error">;

const secretNames = ["authorization", "cookie", "token", "password", "secret", "apiKey"];
/** Where an object that is logged may carry them: itself, and two levels down. */
const secretPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** JSON lines for the host's own eyes. Values under names that stand for secrets are never written. */
export function createLog(level: Level | "silent" = "info", destination?: DestinationStream): Logger {
  return pino({ level, base: null, redact: { paths: secretPaths, censor: "[redacted]" } }, destination);
}
