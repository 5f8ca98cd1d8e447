import { expect, it } from "vitest";
import { createEmbedSession } from "./create-embed-session.ts";
import { sendJson, startLocalServer } from "./testing/local-server.ts";
import { problem } from "./testing/samples.ts";

const session = { merchantIds: "all", permissions: ["view"], expiresIn: 60 } as const;
const minted = { id: "ems_1", token: "t", expiresAt: "2026-01-01T00:00:00.000Z" };

it("mints with the API key", async () => {
  const server = await startLocalServer(({ response }) => sendJson(response, 201, minted));
  try {
    const request = { ...session, permissions: [...session.permissions] };
    expect(await createEmbedSession({ baseUrl: server.url, apiKey: "hk_1" }, request)).toEqual(minted);
    expect(server.requests[0]).toMatchObject({ method: "POST", url: "/v1/embed/sessions" });
    expect(server.requests[0]!.headers.authorization).toBe("Bearer hk_1");
    expect(JSON.parse(server.requests[0]!.body)).toEqual(session);
  } finally {
    await server.close();
  }
});

it("says what the server refuses", async () => {
  const server = await startLocalServer(({ response }) => sendJson(response, 403, problem("MERCHANT_UNKNOWN", 403)));
  try {
    const minting = createEmbedSession({ baseUrl: server.url, apiKey: "hk_1" }, { ...session, permissions: ["view"] });
    await expect(minting).rejects.toMatchObject({ name: "HeddleError", code: "MERCHANT_UNKNOWN" });
  } finally {
    await server.close();
  }
});
