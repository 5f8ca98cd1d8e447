import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HeddleError } from "../errors.ts";
import type { LanguageModel, ModelReply, ModelRequest } from "./language-model.ts";
import { recordingSchema, requestHash, toRecording, type Recording } from "./recording.ts";

export type ReplayModelOptions =
  /** Answers from recordings alone: no key, no network, the same answer every time. */
  | { mode: "replay"; directory: string }
  | { mode: "replay"; recordings: readonly Recording[] }
  /** Asks `inner` and writes what it answered to the directory. */
  | { mode: "record"; directory: string; inner: LanguageModel };

/**
 * A model that answers by the content of the request (`requestHash`). A request that was never recorded, or a
 * recording that cannot be read, is `LLM_UNAVAILABLE` and names the hash.
 *
 * @example
 * ```ts
 * const model = createReplayModel({ mode: "replay", directory: "recordings" });
 * ```
 */
export function createReplayModel(options: ReplayModelOptions): LanguageModel {
  if (options.mode === "record") return recorder(options.directory, options.inner);
  const find =
    "directory" in options
      ? (hash: string) => readRecording(options.directory, hash)
      : (hash: string) => options.recordings.find((recording) => recording.hash === hash);
  return { name: "replay", complete: (request) => replay(request, find) };
}

async function replay(
  request: ModelRequest,
  find: (hash: string) => Recording | undefined | Promise<Recording | undefined>,
): Promise<ModelReply> {
  if (request.signal?.aborted === true) {
    throw new HeddleError("QUERY_CANCELLED", "The question was cancelled before its recording was read.");
  }
  const hash = requestHash(request);
  const recording = await find(hash);
  if (recording === undefined) {
    throw new HeddleError("LLM_UNAVAILABLE", `There is no recording ${hash} of a model's answer.`, {
      hint: "The question, the date, the prompt or the catalog differs from what was recorded: record it again.",
    });
  }
  return recording.reply;
}

async function readRecording(directory: string, hash: string): Promise<Recording | undefined> {
  let text: string;
  try {
    text = await readFile(fileOf(directory, hash), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw unreadable(hash, error);
  }
  const parsed = recordingSchema.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.hash !== hash) throw unreadable(hash, parsed.error);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(hash: string, cause: unknown): HeddleError {
  return new HeddleError("LLM_UNAVAILABLE", `The recording ${hash} cannot be read.`, {
    hint: "Delete it and record it again.",
    cause,
  });
}

function recorder(directory: string, inner: LanguageModel): LanguageModel {
  return {
    name: inner.name,
    async complete(request) {
      const reply = await inner.complete(request);
      const recording = toRecording(request, reply);
      try {
        await writeRecording(directory, recording);
      } catch (cause) {
        throw new HeddleError("LLM_UNAVAILABLE", `The recording ${recording.hash} could not be written.`, {
          hint: "Check that the directory of recordings can be written to.",
          cause,
        });
      }
      return reply;
    },
  };
}

/** Questions can be private: only the owner may read the file. A reader sees all of it or nothing. */
async function writeRecording(directory: string, recording: Recording): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const unfinished = join(directory, `.${recording.hash}.${randomUUID()}.tmp`);
  try {
    await writeFile(unfinished, `${JSON.stringify(recording, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    await rename(unfinished, fileOf(directory, recording.hash));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function fileOf(directory: string, hash: string): string {
  return join(directory, `${hash}.json`);
}
