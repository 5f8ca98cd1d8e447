import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { lstat, mkdir, readdir, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SetupError } from "../setup-error.ts";
import { copyBinaries, type Binaries } from "./embedded-binaries.ts";
import { isAlive, readPostmaster } from "./embedded-postmaster.ts";

/** Who runs Postgres, when that is not the user of this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded server lives. */
export interface Place {
  /** The user's directory, without symbolic links. */
  readonly directory: string;
  /** The data directory of Postgres. */
  readonly data: string;
  readonly binaries: Binaries;
  /** `null`: the user of this process. */
  readonly account: Account | null;
  readonly log: string;
}

/**
 * Used as root for projects that only root can enter (`/root/project`): Postgres refuses to run as root, and any other
 * user could reach neither its data nor its binaries there.
 */
const privateHome = "/var/lib/heddle";

/**
 * Decides where data and binaries are and who runs them.
 *
 * @param key names data that has to stand outside the directory: it moves with the directory, and is gone with it
 */
export async function choosePlace(directory: string, key: string, binaries: Binaries): Promise<Place> {
  const real = await realpath(directory);
  const log = join(real, "postgres.log");
  const data = join(real, "postgres");
  if (process.getuid?.() !== 0) {
    await refuseForeignData(data);
    return { directory: real, data, binaries, account: null, log };
  }
  const account = (await ownerOf(data)) ?? (await serviceAccount());
  const reached = {
    data: (await canEnter(account, real)) ? data : await privateData(data, key),
    binaries: (await canEnter(account, join(binaries.root, "bin"))) ? binaries : await privateBinaries(binaries),
  };
  return { directory: real, account, log, ...reached };
}

async function refuseForeignData(data: string): Promise<void> {
  const owner = await ownerOf(data);
  if (owner === null || owner.uid === process.getuid?.()) return;
  throw new SetupError("EMBEDDED_FAILED", `${data} belongs to another user (uid ${owner.uid}).`, {
    hint: "Run as the user who made it, or as root, or name another directory in HEDDLE_DIRECTORY.",
  });
}

/** Who owns the data directory, if there is one; data of root's own was never Postgres'. */
async function ownerOf(data: string): Promise<Account | null> {
  const found = await stat(data).catch(() => null);
  return found === null || found.uid === 0 ? null : { uid: found.uid, gid: found.gid };
}

/** `postgres` where the machine has it, else `nobody`. The account needs a name: initdb looks it up. */
async function serviceAccount(): Promise<Account> {
  const accounts = await readFile("/etc/passwd", "utf8").catch(() => "");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = accounts.match(new RegExp(`^${name}:.*$`, "m"))?.[0].split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new SetupError("EMBEDDED_FAILED", "Postgres refuses to run as root, and there is no user to run it as.", {
    hint: "Add a user named postgres or nobody, or run Heddle as an ordinary user, or set DATABASE_URL.",
  });
}

/** Asks the system itself, because groups and access lists decide too. */
async function canEnter(account: Account, directory: string): Promise<boolean> {
  const shell = spawn("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...account, cwd: "/", stdio: "ignore" });
  const [status] = (await once(shell, "exit")) as [number | null];
  return status === 0;
}

/** Leaves a link where people would look for the data, and there a note of whose it is. */
async function privateData(expected: string, key: string): Promise<string> {
  await sweepAbandoned();
  const name = createHash("sha256").update(key).digest("hex").slice(0, 16);
  const home = await openPrivate(join(privateHome, name));
  await writeFile(join(home, "directory"), dirname(expected), { mode: 0o600 });
  const data = join(home, "postgres");
  await rm(expected, { force: true });
  await symlink(data, expected);
  return data;
}

/** Removes the data of directories that are gone, which nobody else would find. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(privateHome).catch(() => [])) {
    const home = join(privateHome, name);
    const directory = await readFile(join(home, "directory"), "utf8").catch(() => null);
    if (directory === null || (await stat(directory).catch(() => null)) !== null) continue;
    const postmaster = await readPostmaster(join(home, "postgres"));
    if (postmaster === null || !isAlive(postmaster.pid)) await rm(home, { recursive: true, force: true });
  }
}

async function privateBinaries(binaries: Binaries): Promise<Binaries> {
  return copyBinaries(binaries, await openPrivate(join(privateHome, "bin")));
}

async function openPrivate(path: string): Promise<string> {
  const hint = "Name a directory that other users can enter in HEDDLE_DIRECTORY, or set DATABASE_URL.";
  try {
    await mkdir(path, { recursive: true, mode: 0o711 });
  } catch (cause) {
    throw new SetupError("EMBEDDED_FAILED", `Postgres cannot run as root, and ${path} cannot be written.`, {
      hint,
      cause,
    });
  }
  for (const step of [dirname(path), path]) {
    const found = await lstat(step);
    if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) continue;
    throw new SetupError("EMBEDDED_FAILED", `${step} is not a directory that only root can change.`, { hint });
  }
  return path;
}
