import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { access, chown, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { SetupError } from "../setup-error.ts";
import type { Place } from "./embedded-place.ts";
import { serverEnvironment } from "./embedded-process.ts";

/**
 * Makes the data directory where there is none; says whether it did. It is made under another name and renamed when it
 * is complete, so a kill in between leaves no half of one.
 */
export async function openCluster(place: Place, password: string): Promise<boolean> {
  if (await exists(join(place.data, "PG_VERSION"))) return false;
  const draft = `${place.data}.${randomUUID()}`;
  const passwordFile = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600, flag: "wx" });
    if (place.account !== null) {
      await chown(draft, place.account.uid, place.account.gid);
      await chown(passwordFile, place.account.uid, place.account.gid);
    }
    await initialise(place, draft, passwordFile);
    await rename(draft, place.data);
  } catch (cause) {
    // Another process was quicker, and made it with the same password.
    if (await exists(join(place.data, "PG_VERSION"))) return false;
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : "";
    throw new SetupError("EMBEDDED_FAILED", `No database could be made in ${place.data}. ${said}`.trim(), { cause });
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
  return true;
}

/** `builtin` locale: sorting and case are those of this Postgres, not of the machine it happens to run on. */
async function initialise(place: Place, draft: string, passwordFile: string): Promise<void> {
  const flags = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=english"];
  await promisify(execFile)(
    join(place.binaries.root, "bin", "initdb"),
    [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...flags, ...locale],
    { ...place.account, cwd: "/", env: serverEnvironment },
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
