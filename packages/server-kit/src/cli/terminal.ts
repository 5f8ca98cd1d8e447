import type { Readable } from "node:stream";
import type { Environment } from "../settings.ts";

/** What a verb may touch of the world around it. */
export interface Terminal {
  readonly environment: Environment;
  readonly input: Readable & { isTTY?: boolean };
  /** One line to standard output. */
  print(line: string): void;
  /** One line to standard error. */
  complain(line: string): void;
  readonly now: () => Date;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** How a verb ended: done, refused or failed. Wrong usage is told by the parser of the command line. */
export type ExitCode = 0 | 1;
