import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What a program that holds an embedded server said: where it is, or why there is none. */
export interface HolderAnswer {
  url?: string;
  code?: string;
  message?: string;
}

export interface Holder {
  readonly process: ChildProcess;
  readonly answer: HolderAnswer;
  /** Ends it by a signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Starts another program that opens the embedded server of a directory, and waits for what it says.
 *
 * @param options.node the Node that runs it. @default the one of this process
 */
export async function holdEmbedded(
  directory: string,
  { node = process.execPath, ...options }: SpawnOptions & { node?: string } = {},
): Promise<Holder> {
  const program = fileURLToPath(new URL("hold-embedded.ts", import.meta.url));
  const child = spawn(node, ["--conditions=heddle-source", program, directory], {
    ...options,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  if (child.stdout === null) throw new Error("The program has no output.");
  let answer: HolderAnswer = {};
  for await (const line of createInterface(child.stdout)) {
    answer = JSON.parse(line) as HolderAnswer;
    break;
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exit;
  };
  return { process: child, answer, end };
}

/** The process number of the Postgres that runs on a directory. */
export async function postgresOf(directory: string): Promise<number> {
  return Number.parseInt(await readFile(join(directory, "postgres", "postmaster.pid"), "utf8"), 10);
}

/** Whether there is such a process, in whatever state. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The processes between a program and its Postgres; known on Linux only. */
export async function supervisorsOf(postgres: number): Promise<number[]> {
  const group = await processGroup(postgres);
  const all = (await readdir("/proc")).map(Number).filter(Number.isInteger);
  const members = await Promise.all(all.map(async (pid) => ((await processGroup(pid)) === group ? pid : null)));
  const shells = await Promise.all(
    members.map(async (pid) => (pid !== null && (await commandOf(pid)) !== "postgres" ? pid : null)),
  );
  return shells.filter((pid) => pid !== null);
}

/** Field 5 of `/proc/<pid>/stat`, counted behind the name, which may hold anything; proc_pid_stat(5). */
async function processGroup(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
}

async function commandOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).trim();
}
