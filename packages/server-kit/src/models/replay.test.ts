import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeLanguageModel, sampleRequest } from "./language-model.suite.ts";
import type { LanguageModel, ModelReply } from "./language-model.ts";
import { requestHash, toRecording } from "./recording.ts";
import { createReplayModel } from "./replay.ts";

const reply: ModelReply = {
  text: '{"answer":"yes"}',
  model: "inner",
  finishReason: "stop",
  tokens: { input: 1, output: 1 },
};
const inner: LanguageModel = { name: "inner", complete: async () => reply };
const hash = requestHash(sampleRequest);

async function temporaryDirectory() {
  const path = await mkdtemp(join(tmpdir(), "heddle-replay-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

describeLanguageModel("replay", async () => ({
  model: createReplayModel({ mode: "replay", recordings: [toRecording(sampleRequest, reply)] }),
  [Symbol.asyncDispose]: async () => {},
}));

describe("requestHash", () => {
  it("is the same on every machine and day", () => {
    expect(hash).toBe("43a3066f773d9fe6488316a3cedcef65565f35110c7db3b90a145ce344b2021d");
  });

  it("does not depend on the order of keys, nor on the signal", () => {
    const { additionalProperties, required, properties, type } = sampleRequest.schema;
    const reordered = {
      ...sampleRequest,
      schema: { required, type, additionalProperties, properties },
      signal: AbortSignal.abort(),
    };
    expect(requestHash(reordered)).toBe(hash);
  });

  it.each([
    ["system", { system: "Answer in verse." }],
    [
      "role of a message",
      { messages: sampleRequest.messages.map(({ content }) => ({ role: "assistant" as const, content })) },
    ],
    ["number of messages", { messages: [...sampleRequest.messages, ...sampleRequest.messages] }],
    ["schema", { schema: {} }],
    ["schema's name", { schemaName: "other" }],
  ])("depends on the %s", (_name, change) => {
    expect(requestHash({ ...sampleRequest, ...change })).not.toBe(hash);
  });
});

describe("createReplayModel", () => {
  it("records what a model answers and answers the same from the file, without the model", async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, "new");
    const recorded = await createReplayModel({ mode: "record", directory: path, inner }).complete(sampleRequest);
    expect(await createReplayModel({ mode: "replay", directory: path }).complete(sampleRequest)).toEqual(recorded);
    expect(await readdir(path)).toEqual([`${hash}.json`]);
    expect((await stat(join(path, `${hash}.json`))).mode & 0o777).toBe(0o600);
  });

  it("writes a file that a person can read", async () => {
    await using directory = await temporaryDirectory();
    await createReplayModel({ mode: "record", directory: directory.path, inner }).complete(sampleRequest);
    const recording: unknown = JSON.parse(await readFile(join(directory.path, `${hash}.json`), "utf8"));
    expect(recording).toMatchObject({
      hash,
      request: { schemaName: "answer", messages: sampleRequest.messages },
      reply,
    });
  });

  it("replaces a recording", async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, `${hash}.json`), "old");
    await createReplayModel({ mode: "record", directory: directory.path, inner }).complete(sampleRequest);
    expect(await createReplayModel({ mode: "replay", directory: directory.path }).complete(sampleRequest)).toEqual(
      reply,
    );
  });

  it("names the hash of a request that was never recorded", async () => {
    await using directory = await temporaryDirectory();
    const model = createReplayModel({ mode: "replay", directory: directory.path });
    await expect(model.complete(sampleRequest)).rejects.toMatchObject({
      code: "LLM_UNAVAILABLE",
      message: `There is no recording ${hash} of a model's answer.`,
    });
  });

  it.each([
    ["half written", '{"version":1,'],
    ["of another shape", "{}"],
    ["of another request", JSON.stringify({ ...toRecording({ ...sampleRequest, system: "other" }, reply) })],
  ])("refuses a recording that is %s", async (_name, text) => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, `${hash}.json`), text);
    const model = createReplayModel({ mode: "replay", directory: directory.path });
    await expect(model.complete(sampleRequest)).rejects.toMatchObject({
      message: `The recording ${hash} cannot be read.`,
    });
  });

  it("leaves nothing behind when it cannot write", async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, "file");
    await writeFile(path, "");
    const model = createReplayModel({ mode: "record", directory: path, inner });
    await expect(model.complete(sampleRequest)).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    expect(await readdir(directory.path)).toEqual(["file"]);
  });
});
