import process from "node:process";
import { startEmbedded } from "../sources/embedded.ts";

// A program of its own that holds an embedded server, for tests that kill it: `node hold-embedded.ts <directory>`.
// It handles no signal on purpose. Says on one line where the server is, or why it did not start.
const [directory = ""] = process.argv.slice(2);
try {
  const server = await startEmbedded({ directory });
  console.log(JSON.stringify({ url: server.url("heddle") }));
  setInterval(() => undefined, 60_000);
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  console.log(JSON.stringify({ code, message }));
}
