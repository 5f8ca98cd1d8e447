import { describe, expect, it } from "vitest";
import { startOpenAiServer } from "./openai-server.ts";

const body = {
  model: "m",
  messages: [{ role: "user", content: "Who are our TOP  performers" }],
  response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema: {} } },
};

function post(url: string, content: unknown = body, headers: Record<string, string> = {}) {
  return fetch(`${url}/chat/completions`, { method: "POST", body: JSON.stringify(content), headers });
}

describe("startOpenAiServer", () => {
  it("answers a recorded question however its spaces, case and mark are written", async () => {
    await using server = await startOpenAiServer();
    const response = await post(server.url);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      choices: [{ finish_reason: "stop", message: { role: "assistant" } }],
    });
    expect(server.requests).toMatchObject([
      { url: "/v1/chat/completions", question: "Who are our TOP  performers", attempt: 1 },
    ]);
  });

  it.each([
    ["a question that was never recorded", { ...body, messages: [{ role: "user", content: "Unheard of" }] }, 404],
    ["a body without structured output", { model: "m", messages: body.messages }, 400],
  ])("refuses %s", async (_name, content, status) => {
    await using server = await startOpenAiServer();
    const response = await post(server.url, content);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty("error.message");
  });

  it("refuses another key and another path", async () => {
    await using server = await startOpenAiServer({ apiKey: "right" });
    expect((await post(server.url, body, { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await post(`${server.url}/v2`)).status).toBe(404);
    expect((await post(server.url, body, { "api-key": "right" })).status).toBe(200);
  });

  it("ends a request that hangs when it closes", async () => {
    const server = await startOpenAiServer({ answers: [{ type: "hang" }] });
    const hanging = post(server.url).catch(() => "ended");
    await server.arrived(1);
    await server.close();
    expect(await hanging).toBe("ended");
  });
});
