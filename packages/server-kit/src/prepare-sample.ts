import { readerRole } from "./sources/resolve-source.ts";
import type { Source } from "./sources/resolve-source.ts";
import { seedSample } from "./sample/seed.ts";
import type { SeedOptions, SeedReport } from "./sample/seed.ts";
import { sampleCatalog } from "./sample/sample-catalog.ts";
import { deriveKeys } from "./secrets.ts";
import { applyProtection } from "./tenancy/protect/apply-protection.ts";

/** Gives a database the sample's rows, up to `date`, and the walls around them. Quick where both are there already. */
export async function prepareSample(
  source: Pick<Source, "ownerUrl" | "secret">,
  options: SeedOptions & { statementTimeoutMs: number },
): Promise<SeedReport> {
  const report = await seedSample(source.ownerUrl, options);
  const { readerPassword, scopeKey } = deriveKeys(source.secret);
  await applyProtection({
    ownerUrl: source.ownerUrl,
    catalog: sampleCatalog,
    reader: readerRole,
    readerPassword,
    key: scopeKey,
    statementTimeoutMs: options.statementTimeoutMs,
  });
  return report;
}
