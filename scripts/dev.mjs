// Preloaded by `pnpm dev` before the portal example: makes what the portal serves, where it is stale. A preload and
// not a parent, so that the server is the one process that a signal has to reach.
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { build } from "./build.mjs";

if (isMainThread) {
  const code = await build(["widgets"]);
  if (code !== 0) process.exit(code);
}
