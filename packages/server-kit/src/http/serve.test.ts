import { routes } from "@heddle/sdk/contract";
import { afterEach, expect, it } from "vitest";
import { HeddleError } from "../errors.ts";
import { serve, type Serving } from "./serve.ts";
import { appWith, bodies, stage } from "./testing/app-with.ts";

let serving: Serving | undefined;
afterEach(async () => {
  await serving?.close();
  serving = undefined;
});

it("sends heartbeats, and stops the ask when the caller hangs up", async () => {
  const stopped = Promise.withResolvers<void>();
  const { app } = appWith({
    heartbeatMs: 5,
    ask: async function* (_identity, _question, { signal }) {
      yield stage;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      stopped.resolve();
    },
  });
  serving = await serve(app.fetch);
  const hangUp = new AbortController();
  const { method, path } = routes.ask;
  const headers = { accept: "text/event-stream" };
  const init = { method, headers, body: JSON.stringify(bodies.ask), signal: hangUp.signal };
  const response = await fetch(serving.url + path, init);
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("event: stage") && text.includes(": heartbeat")) break;
  }
  hangUp.abort();
  await expect(stopped.promise).resolves.toBeUndefined();
});

it("stops a query when the caller hangs up", async () => {
  const started = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const { app } = appWith({
    query: (_identity, _query, { signal }) =>
      new Promise((_resolve, reject) => {
        started.resolve();
        signal.addEventListener("abort", () => {
          stopped.resolve();
          reject(new HeddleError("QUERY_CANCELLED", "Cancelled."));
        });
      }),
  });
  serving = await serve(app.fetch);
  const hangUp = new AbortController();
  const init = { method: "POST", body: JSON.stringify(bodies.query), signal: hangUp.signal };
  const response = fetch(`${serving.url}/v1/query`, init);
  await started.promise;
  hangUp.abort();
  await expect(response).rejects.toThrow("aborted");
  await stopped.promise;
});

it("lets what is under way end when it closes, and takes no more", async () => {
  const started = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const { app } = appWith({
    health: async () => {
      started.resolve();
      await goOn.promise;
      return { status: "ok", version: "0", components: [] };
    },
  });
  serving = await serve(app.fetch);
  const response = fetch(`${serving.url}/v1/health`);
  await started.promise;
  const closed = serving.close();
  await expect(fetch(`${serving.url}/v1/health`)).rejects.toThrow("fetch failed");
  goOn.resolve();
  expect((await response).status).toBe(200);
  await closed;
});

it("hangs up on what does not end in time", async () => {
  const started = Promise.withResolvers<void>();
  const { app } = appWith({
    health: () => {
      started.resolve();
      return new Promise(() => {});
    },
  });
  serving = await serve(app.fetch, { graceMs: 10 });
  const outcome = fetch(`${serving.url}/v1/health`).then(
    () => "answered",
    () => "hung up",
  );
  await started.promise;
  await serving.close();
  expect(await outcome).toBe("hung up");
});

it("says when the port is taken", async () => {
  serving = await serve(appWith().app.fetch);
  await expect(serve(appWith().app.fetch, { port: serving.port })).rejects.toMatchObject({ code: "LISTEN_FAILED" });
});
