import process from "node:process";
import { SetupError } from "../setup-error.ts";
import { startEmbedded } from "../sources/embedded.ts";
import type { HolderAnswer } from "./embedded-holder.ts";

// A program of its own that holds an embedded server, for tests that kill it: `node hold-embedded.ts <directory>`.
// It handles no signal on purpose. Says on one line where the server is, or why it did not start.
const say = (answer: HolderAnswer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const [directory = ""] = process.argv.slice(2);
try {
  const server = await startEmbedded({ directory });
  say({ url: server.url("heddle") });
  setInterval(() => undefined, 60_000);
} catch (error) {
  say(error instanceof SetupError ? { code: error.code, message: error.message } : { message: String(error) });
}
