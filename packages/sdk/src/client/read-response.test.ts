import { expect, it } from "vitest";
import { readAsk } from "./read-response.ts";
import { answer, encode } from "./testing/samples.ts";

it("hears heartbeats", async () => {
  const beats = [": heartbeat\n\n", ": heartbeat\n\n", encode({ type: "answer", answer })];
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(beats.shift()));
    },
  });
  const response = new Response(body, { headers: { "content-type": "text/event-stream" } });
  let heard = 0;
  expect(await readAsk({ response, correlationId: "c", heard: () => (heard += 1) }, () => {})).toEqual(answer);
  expect(heard).toBe(3);
});
