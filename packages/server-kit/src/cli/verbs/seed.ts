import { prepareSample } from "../../prepare-sample.ts";
import { openSource } from "../open-source.ts";
import type { ExitCode, Terminal } from "../terminal.ts";

export interface SeedVerbOptions {
  url?: string;
  seed?: string;
  /** The sample ends with this moment. @default now */
  date?: Date;
  payments?: number;
  force?: boolean;
  json?: boolean;
}

/** `heddle seed`: the sample's rows, protected, in the embedded database or in one of one's own. */
export async function seedVerb(options: SeedVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const { settings, source } = await openSource(options, terminal);
  try {
    const report = await prepareSample(source, {
      date: options.date ?? terminal.now(),
      statementTimeoutMs: settings.statementTimeoutMs,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.payments === undefined ? {} : { payments: options.payments }),
      ...(options.force === undefined ? {} : { force: options.force }),
    });
    if (options.json === true) terminal.print(JSON.stringify(report));
    else {
      const counts = Object.entries(report.rows).map(([table, count]) => `${count} ${table}`);
      terminal.print(
        `${report.outcome === "seeded" ? "Loaded" : "Already there"}: ${counts.join(", ")}, up to ${report.day}.`,
      );
    }
    return 0;
  } finally {
    await source.stop();
  }
}
