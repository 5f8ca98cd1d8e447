import { createHeddle } from "./create-heddle.ts";
import type { Heddle, HeddleOptions } from "./create-heddle.ts";
import { modelFrom } from "./model-from.ts";
import { prepareSample } from "./prepare-sample.ts";
import { sampleCatalog } from "./sample/sample-catalog.ts";
import type { Settings } from "./settings.ts";
import { resolveSource } from "./sources/resolve-source.ts";

export interface DemoOptions extends Pick<HeddleOptions, "cdnFile" | "log" | "now"> {
  /** From `readSettings(process.env)`. */
  readonly settings: Settings;
  /** Told what takes longer than a moment. */
  readonly tell?: (message: string) => void;
}

export interface Demo {
  readonly heddle: Heddle;
  /** As the owner of the tables. */
  readonly ownerUrl: string;
  /** Of the model that answers where the planner does not understand; null without one. */
  readonly model: string | null;
  /** Stops the kit, then the embedded database. */
  close(): Promise<void>;
}

/**
 * A kit over the sample: the embedded database, or the one `DATABASE_URL` names, with its rows and walls in place.
 * Throws `SetupError` where it cannot start.
 *
 * @example
 * ```ts
 * const demo = await startDemo({ settings: readSettings(process.env) });
 * const { url } = await demo.heddle.listen();
 * ```
 */
export async function startDemo({ settings, tell = () => undefined, ...options }: DemoOptions): Promise<Demo> {
  const source = await resolveSource(settings, tell);
  try {
    const { statementTimeoutMs, rowCap } = settings;
    const date = options.now?.() ?? new Date();
    const report = await prepareSample(source, { date, statementTimeoutMs });
    if (report.outcome === "seeded") tell(`Loaded ${report.rows.payments} sample payments up to ${report.day}`);
    const model = modelFrom(settings.model);
    const { ownerUrl, readerUrl, secret } = source;
    const heddle = await createHeddle({
      ...options,
      ownerUrl,
      readerUrl,
      secret,
      catalog: sampleCatalog,
      model,
      statementTimeoutMs,
      rowCap,
    });
    return {
      heddle,
      ownerUrl,
      model: model?.name ?? null,
      async close() {
        await heddle.close();
        await source.stop();
      },
    };
  } catch (error) {
    await source.stop();
    throw error;
  }
}
