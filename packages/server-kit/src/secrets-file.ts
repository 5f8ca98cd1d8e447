import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { SetupError } from "./setup-error.ts";

const secretsSchema = z.object({
  /** 32 random bytes, base64url: what `deriveKeys` starts from. */
  secret: z.string().regex(/^[\w-]{43}$/),
  /** Of the embedded server's superuser. */
  databasePassword: z.string().regex(/^[\w-]{43}$/),
});
export type Secrets = z.output<typeof secretsSchema>;

/**
 * The secrets of an embedded demo: made once, kept in `secrets.json` of its directory, readable by its owner only.
 * Of two processes that make them at the same moment, one wins and both get the winner's.
 */
export async function openSecrets(directory: string): Promise<Secrets> {
  const path = join(directory, "secrets.json");
  await mkdir(directory, { recursive: true });
  return (await readSecrets(path)) ?? (await makeSecrets(path));
}

async function readSecrets(path: string): Promise<Secrets | null> {
  const hint = "Restore the file, or remove the whole directory to start afresh.";
  try {
    return secretsSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    // The cause would quote the file, so it is not passed on.
    throw new SetupError("SECRETS_UNREADABLE", `${path} cannot be read or is not what Heddle wrote.`, { hint });
  }
}

async function makeSecrets(path: string): Promise<Secrets> {
  const random = () => randomBytes(32).toString("base64url");
  const secrets: Secrets = { secret: random(), databasePassword: random() };
  const draft = `${path}.${random()}`;
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  try {
    // A link fails where the file exists already, and never shows a half-written one.
    await link(draft, path);
    return secrets;
  } catch (cause) {
    const winner = await readSecrets(path);
    if (winner === null) throw new SetupError("SECRETS_UNREADABLE", `${path} cannot be written.`, { cause });
    return winner;
  } finally {
    await rm(draft, { force: true });
  }
}
