import process from "node:process";
import { createLog, SetupError } from "@heddle/server-kit";
import { startPortal, type RunningPortal } from "./start-portal.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

try {
  const portal = await startPortal({
    environment: process.env,
    tell: (message) => console.error(message),
    log: createLog("warn"),
  });
  console.log(greeting(portal));
  if (!stop.signal.aborted) await new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
  await portal.close();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.hint === undefined ? error.message : `${error.message}\n${error.hint}`);
  process.exitCode = 1;
}

function greeting({ url, model }: RunningPortal): string {
  const answers =
    model === null
      ? "The planner answers without any model. With OPENAI_API_KEY (or HEDDLE_MODEL_URL) set, a model takes the rest."
      : `The planner answers first, the model ${model} what is left.`;
  return [
    `The portal is at ${url}`,
    'Try: "revenue by month this year". Then switch the partner and ask again.',
    answers,
  ].join("\n");
}
