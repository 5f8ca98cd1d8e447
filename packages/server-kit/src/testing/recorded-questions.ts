import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

/** One answer of the model as it is played: what it wrote, or what goes wrong instead. */
export const playedAnswerSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("completion"),
    /** Sent as it stands; anything but text is sent as its JSON. */
    content: z.json(),
    refusal: z.string().optional(),
    finishReason: z.enum(["stop", "length", "content_filter"]).optional(),
    /** `null`: the server does not count. @default 1000 in, 100 out */
    usage: z.strictObject({ input: z.int(), output: z.int() }).nullable().optional(),
    /** Milliseconds before the answer. */
    delayMs: z.int().optional(),
  }),
  /** An error of the API. */
  z.strictObject({
    type: z.literal("error"),
    status: z.int(),
    code: z.string().optional(),
    message: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  /** Takes the request and never answers. */
  z.strictObject({ type: z.literal("hang") }),
  /** Breaks the connection in the middle of the body. */
  z.strictObject({ type: z.literal("cut") }),
  /** 200 with this body, whatever it is. */
  z.strictObject({ type: z.literal("body"), body: z.string(), contentType: z.string().optional() }),
]);
export type PlayedAnswer = z.input<typeof playedAnswerSchema>;

/** A question with what a model answered, attempt by attempt. */
export const recordedQuestionSchema = z.strictObject({
  /** What the recording is for. */
  about: z.string(),
  question: z.string(),
  attempts: z.array(playedAnswerSchema).min(1).max(2),
});
export type RecordedQuestion = z.infer<typeof recordedQuestionSchema>;

const directory = fileURLToPath(new URL("recordings/", import.meta.url));

/** The recordings over the sample catalog, by file name without `.json`. */
export function recordedQuestions(): ReadonlyMap<string, RecordedQuestion> {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .toSorted();
  return new Map(files.map((file) => [file.slice(0, -".json".length), readRecordedQuestion(join(directory, file))]));
}

/** The recording of that name. */
export function recordedQuestion(name: string): RecordedQuestion {
  const recorded = recordedQuestions().get(name);
  if (recorded === undefined) throw new Error(`There is no recording "${name}" in ${directory}.`);
  return recorded;
}

function readRecordedQuestion(file: string): RecordedQuestion {
  const parsed = recordedQuestionSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is not a recorded question:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
