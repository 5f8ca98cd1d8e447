import { once } from "node:events";
import { createLog } from "../../http/log.ts";
import { samplePartners } from "../../sample/seed-partners.ts";
import { readSettings } from "../../settings.ts";
import { startDemo } from "../../start-demo.ts";
import type { ExitCode, Terminal } from "../terminal.ts";

export interface DevVerbOptions {
  port?: string;
  json?: boolean;
}

/** `heddle dev`: serves the sample until it is interrupted, with a fresh API key for each partner. */
export async function devVerb(options: DevVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const settings = readSettings({
    ...terminal.environment,
    ...(options.port === undefined ? {} : { HEDDLE_PORT: options.port }),
  });
  const demo = await startDemo({ settings, tell: terminal.complain, log: createLog("warn"), now: terminal.now });
  try {
    const { url } = await demo.heddle.listen({ port: settings.port, host: settings.host });
    const partners: { partner: string; apiKey: string }[] = [];
    for (const { slug } of samplePartners) {
      const { key } = await demo.heddle.createApiKey({ partner: slug, name: "heddle dev" });
      partners.push({ partner: slug, apiKey: key });
    }
    if (options.json === true) terminal.print(JSON.stringify({ url, model: demo.model, partners }));
    else {
      terminal.print(
        `Heddle answers at ${url} (${demo.model === null ? "planner only" : `planner and ${demo.model}`}). API keys:`,
      );
      for (const { partner, apiKey } of partners) terminal.print(`  ${partner}  ${apiKey}`);
      terminal.print("Press Ctrl-C to stop.");
    }
    if (!terminal.signal.aborted) await once(terminal.signal, "abort");
    return 0;
  } finally {
    await demo.close();
  }
}
