import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import type { Answer, AskEvent, QueryResponse } from "../contract/index.ts";
import type { Ask } from "./ask.ts";
import { createClient, type HeddleClient } from "./create-client.ts";
import { HeddleError } from "./heddle-error.ts";
import type { ClientOptions } from "./transport.ts";
import {
  sendJson,
  startLocalServer,
  startStream,
  type LocalServer,
  type ReceivedRequest,
} from "./testing/local-server.ts";
import { answer, encode, events, problem, queryResponse } from "./testing/samples.ts";

const query = { measures: ["revenue"] };
let server: LocalServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function clientFor(
  handle: (request: ReceivedRequest) => void | Promise<void>,
  options: Partial<ClientOptions> = {},
): Promise<HeddleClient> {
  server = await startLocalServer(handle);
  return createClient({ baseUrl: server.url, getToken: () => "token", ...options });
}

async function failure(promise: PromiseLike<unknown>): Promise<HeddleError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof HeddleError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

async function collect(ask: Ask): Promise<AskEvent[]> {
  const collected: AskEvent[] = [];
  for await (const event of ask) collected.push(event);
  return collected;
}

function streamOf(...list: AskEvent[]) {
  return ({ response }: ReceivedRequest) => {
    startStream(response);
    response.end(list.map(encode).join(""));
  };
}

describe("query", () => {
  it("posts the query with the token and gives the rows", async () => {
    const client = await clientFor(({ response }) => sendJson(response, 200, queryResponse));
    expect(await client.query(query)).toEqual(queryResponse);
    const [request] = server!.requests;
    expect(request).toMatchObject({ method: "POST", url: "/v1/query" });
    expect(request!.headers).toMatchObject({ authorization: "Bearer token", "content-type": "application/json" });
    expect(request!.headers["x-correlation-id"]).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.parse(request!.body)).toEqual({ query });
  });

  it("keeps a path of the base URL", async () => {
    server = await startLocalServer(({ response }) => sendJson(response, 200, queryResponse));
    const client = createClient({ baseUrl: new URL(`${server.url}/heddle/`), getToken: () => "token" });
    await client.query(query);
    expect(server.requests[0]!.url).toBe("/heddle/v1/query");
  });

  it("is tried once more where the server was busy, after the time it asks for", async () => {
    const client = await clientFor(({ response }) => {
      if (server!.requests.length > 1) return sendJson(response, 200, queryResponse);
      response.setHeader("retry-after", "0");
      sendJson(response, 503, problem("DB_BUSY", 503));
    });
    expect(await client.query(query)).toEqual(queryResponse);
    expect(server!.requests).toHaveLength(2);
  });

  it("is not tried again where that would change nothing", async () => {
    const client = await clientFor(({ response }) => sendJson(response, 422, problem("QUERY_INVALID", 422)));
    expect((await failure(client.query(query))).code).toBe("QUERY_INVALID");
    expect(server!.requests).toHaveLength(1);
  });

  it("is not tried again when it was stopped meanwhile", async () => {
    const abort = new AbortController();
    const client = await clientFor(({ response }) => {
      response.setHeader("retry-after", "5");
      sendJson(response, 503, problem("DB_BUSY", 503));
      response.on("finish", () => setTimeout(() => abort.abort(), 20));
    });
    expect((await failure(client.query(query, { signal: abort.signal }))).code).toBe("ABORTED");
    expect(server!.requests).toHaveLength(1);
  });

  it("fails with the server's own problem", async () => {
    const client = await clientFor(({ response }) => sendJson(response, 503, problem("DB_UNAVAILABLE", 503)));
    const error = await failure(client.query(query));
    expect(error).toMatchObject({ code: "DB_UNAVAILABLE", retryable: true, correlationId: "server-1" });
    expect(error.message).toBe("It was DB_UNAVAILABLE.");
    expect(error.problem.status).toBe(503);
    expect(server!.requests).toHaveLength(2);
  });

  it.each([
    ["what is not JSON", 200, "<html>", { status: 0, retryable: false }],
    ["JSON of another shape", 200, '{"rows":1}', { status: 0, retryable: false }],
    ["a proxy's error page", 502, "Bad gateway", { status: 502, retryable: true }],
    ["an unknown error document", 400, '{"message":"no"}', { status: 400, retryable: false }],
  ])("calls %s an invalid response", async (_name, status, body, expected) => {
    const client = await clientFor(({ response }) => void response.writeHead(status).end(body));
    const error = await failure(client.query(query));
    expect(error.code).toBe("RESPONSE_INVALID");
    expect({ status: error.problem.status, retryable: error.retryable }).toEqual(expected);
  });

  it("says when there is no server", async () => {
    const client = await clientFor(() => {});
    await server!.close();
    expect(await failure(client.query(query))).toMatchObject({ code: "NETWORK_FAILED", retryable: true });
  });

  it("says when the connection breaks in the body", async () => {
    const client = await clientFor(({ response }) => {
      response.writeHead(200, { "content-length": "1000" }).write("{");
      setImmediate(() => response.destroy());
    });
    expect((await failure(client.query(query))).code).toBe("NETWORK_FAILED");
  });

  it("gives up a silent server", async () => {
    const client = await clientFor(() => {}, { timeoutMs: 20 });
    expect(await failure(client.query(query))).toMatchObject({ code: "TIMED_OUT", retryable: true });
  });

  it("closes the connection when it is aborted", async () => {
    const abort = new AbortController();
    const client = await clientFor(() => abort.abort());
    const error = await failure(client.query(query, { signal: abort.signal }));
    expect(error).toMatchObject({ code: "ABORTED", retryable: false });
    await server!.requests[0]!.hungUp;
  });

  it("sends nothing when it was aborted before", async () => {
    const client = await clientFor(() => {});
    expect((await failure(client.query(query, { signal: AbortSignal.abort() }))).code).toBe("ABORTED");
    expect(server!.requests).toHaveLength(0);
  });
});

describe("token", () => {
  /** Takes `good`, refuses everything else. */
  const takesGood = ({ headers, response }: ReceivedRequest) =>
    headers.authorization === "Bearer good"
      ? sendJson(response, 200, queryResponse)
      : sendJson(response, 401, problem("TOKEN_EXPIRED", 401));

  it("is fetched once and kept", async () => {
    let calls = 0;
    const client = await clientFor(takesGood, { getToken: () => ((calls += 1), "good") });
    await Promise.all([client.query(query), client.query(query)]);
    await client.query(query);
    expect(calls).toBe(1);
  });

  it("is renewed once for all requests that were refused", async () => {
    const tokens = ["old", "good"];
    let calls = 0;
    const client = await clientFor(takesGood, { getToken: async () => tokens[calls++]! });
    const rows = await Promise.all(Array.from({ length: 5 }, () => client.query(query)));
    expect(rows).toHaveLength(5);
    expect(calls).toBe(2);
    expect(server!.requests.filter(({ headers }) => headers.authorization === "Bearer good")).toHaveLength(5);
  });

  it("is not renewed again for a request that was refused late", async () => {
    let calls = 0;
    const held = Promise.withResolvers<void>();
    const client = await clientFor(
      async ({ body, headers, response }) => {
        if (headers.authorization === "Bearer t2") return sendJson(response, 200, queryResponse);
        if (body.includes("slow")) await held.promise;
        sendJson(response, 401, problem("TOKEN_EXPIRED", 401));
      },
      { getToken: () => `t${(calls += 1)}` },
    );
    const slow = client.query({ measures: ["slow"] });
    await client.query(query);
    held.resolve();
    await slow;
    expect(calls).toBe(2);
  });

  it("is renewed only once a request", async () => {
    let calls = 0;
    const client = await clientFor(takesGood, { getToken: () => ((calls += 1), "bad") });
    expect((await failure(client.query(query))).code).toBe("TOKEN_EXPIRED");
    expect(server!.requests).toHaveLength(2);
    expect(calls).toBe(2);
  });

  it("that cannot be had is an error of its own, and is tried again by the next request", async () => {
    let calls = 0;
    const getToken = async () => {
      calls += 1;
      if (calls === 1) throw new Error("signed out: secret");
      return "good";
    };
    const client = await clientFor(takesGood, { getToken });
    const error = await failure(client.query(query));
    expect(error).toMatchObject({ code: "TOKEN_FAILED", retryable: true });
    expect(JSON.stringify(error.problem)).not.toContain("secret");
    await expect(client.query(query)).resolves.toBeDefined();
  });

  it("is not waited for by a request that was aborted, but still comes to the others", async () => {
    const token = Promise.withResolvers<string>();
    const abort = new AbortController();
    const client = await clientFor(takesGood, { getToken: () => token.promise });
    const first = failure(client.query(query, { signal: abort.signal }));
    const second = client.query(query);
    abort.abort();
    expect((await first).code).toBe("ABORTED");
    token.resolve("good");
    expect(await second).toEqual(queryResponse);
  });
});

describe("ask", () => {
  it("is a promise of the answer", async () => {
    const client = await clientFor(streamOf(...events));
    expect(await client.ask("revenue in Malmö")).toEqual(answer);
    const [request] = server!.requests;
    expect(request).toMatchObject({ method: "POST", url: "/v1/ask" });
    expect(request!.headers.accept).toBe("text/event-stream");
    expect(JSON.parse(request!.body)).toEqual({ question: "revenue in Malmö" });
  });

  it("gives the events in order, over one request however often it is read", async () => {
    const client = await clientFor(streamOf(...events));
    const ask = client.ask({ question: "revenue", timeZone: "Europe/Stockholm" });
    const [first, second, value] = await Promise.all([collect(ask), collect(ask), ask]);
    expect(first).toEqual(events);
    expect(second).toEqual(events);
    expect(value).toEqual(answer);
    expect(await collect(ask)).toEqual(events);
    expect(server!.requests).toHaveLength(1);
  });

  it("sends nothing until somebody looks", async () => {
    const client = await clientFor(streamOf(...events));
    const ask = client.ask("revenue");
    await client.ask("another");
    expect(server!.requests).toHaveLength(1);
    await ask;
    expect(server!.requests).toHaveLength(2);
  });

  it("reads a stream that is cut inside characters and events, with heartbeats", async () => {
    const bytes = Buffer.from(`: heartbeat\r\n\r\n${events.map(encode).join("").replaceAll("\n", "\r\n")}`);
    const client = await clientFor(async ({ response }) => {
      startStream(response);
      for (let at = 0; at < bytes.length; at += 97) {
        response.write(bytes.subarray(at, at + 97));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect(await collect(client.ask("revenue"))).toEqual(events);
  });

  it("passes over kinds of events it does not know", async () => {
    const client = await clientFor(({ response }) => {
      startStream(response);
      response.end(`event: novelty\ndata: ?\n\n${encode({ type: "answer", answer })}`);
    });
    expect(await collect(client.ask("revenue"))).toEqual([{ type: "answer", answer }]);
  });

  it("throws a problem of the stream into the loop and to whoever awaits", async () => {
    const client = await clientFor(streamOf(events[0]!, { type: "problem", problem: problem("QUERY_TIMEOUT", 504) }));
    const ask = client.ask("revenue");
    const seen: AskEvent[] = [];
    const loop = async () => {
      for await (const event of ask) seen.push(event);
    };
    const [inLoop, awaited] = await Promise.all([failure(loop()), failure(ask)]);
    expect(seen).toEqual([events[0]]);
    expect(inLoop).toBe(awaited);
    expect(awaited.code).toBe("QUERY_TIMEOUT");
  });

  it("fails with the problem that came instead of a stream", async () => {
    const client = await clientFor(({ response }) => sendJson(response, 422, problem("QUESTION_EMPTY", 422)));
    expect((await failure(client.ask(""))).code).toBe("QUESTION_EMPTY");
  });

  it("says when the stream ends inside an event", async () => {
    const client = await clientFor(({ response }) => {
      startStream(response);
      response.end(encode(events[0]!) + encode(events[3]!).slice(0, -10));
    });
    const error = await failure(client.ask("revenue"));
    expect(error).toMatchObject({ code: "NETWORK_FAILED", retryable: true });
    expect(error.message).toContain("before the answer was complete");
  });

  it("says when the connection breaks in the stream", async () => {
    const client = await clientFor(({ response }) => {
      startStream(response);
      response.write(encode(events[0]!));
      setImmediate(() => response.destroy());
    });
    expect((await failure(client.ask("revenue"))).code).toBe("NETWORK_FAILED");
  });

  it.each([
    ["an event that is not JSON", "event: stage\ndata: {\n\n"],
    ["an event of another shape", 'event: stage\ndata: {"type":"stage"}\n\n'],
  ])("calls %s an invalid response", async (_name, text) => {
    const client = await clientFor(({ response }) => {
      startStream(response);
      response.write(text);
    });
    expect((await failure(client.ask("revenue"))).code).toBe("RESPONSE_INVALID");
    await server!.requests[0]!.hungUp;
  });

  it("calls anything but a stream an invalid response", async () => {
    const client = await clientFor(({ response }) => sendJson(response, 200, answer));
    expect((await failure(client.ask("revenue"))).code).toBe("RESPONSE_INVALID");
  });

  it("gives up a stream that falls silent", async () => {
    const client = await clientFor(({ response }) => startStream(response), { timeoutMs: 20 });
    expect((await failure(client.ask("revenue"))).code).toBe("TIMED_OUT");
  });

  it("closes the connection when its signal aborts", async () => {
    const abort = new AbortController();
    const client = await clientFor(({ response }) => {
      startStream(response);
      response.write(encode(events[0]!));
    });
    const ask = client.ask("revenue", { signal: abort.signal });
    const loop = async () => {
      for await (const _event of ask) abort.abort();
    };
    expect((await failure(loop())).code).toBe("ABORTED");
    await server!.requests[0]!.hungUp;
  });

  it("closes the connection when the only loop is left", async () => {
    const client = await clientFor(({ response }) => {
      startStream(response);
      response.write(encode(events[0]!));
    });
    for await (const event of client.ask("revenue")) {
      expect(event).toEqual(events[0]);
      break;
    }
    await server!.requests[0]!.hungUp;
  });

  it("goes on after a loop was left while somebody awaits it", async () => {
    const left = Promise.withResolvers<void>();
    const client = await clientFor(async ({ response }) => {
      startStream(response);
      response.write(encode(events[0]!));
      await left.promise;
      response.end(encode(events[3]!));
    });
    const ask = client.ask("revenue");
    const awaited = ask.then((value) => value.outcome);
    for await (const _event of ask) break;
    left.resolve();
    expect(await awaited).toBe("answer");
  });

  it("has catch and finally", async () => {
    const client = await clientFor(({ response }) => sendJson(response, 503, problem("DB_BUSY", 503)));
    let ended = false;
    const code = await client
      .ask("revenue")
      .finally(() => (ended = true))
      .catch((error: unknown) => (error instanceof HeddleError ? error.code : "none"));
    expect({ code, ended }).toEqual({ code: "DB_BUSY", ended: true });
  });
});

describe("types", () => {
  it("are those of the contract", () => {
    type Client = ReturnType<typeof createClient>;
    expectTypeOf<ReturnType<Client["query"]>>().toEqualTypeOf<Promise<QueryResponse>>();
    expectTypeOf<Awaited<ReturnType<Client["ask"]>>>().toEqualTypeOf<Answer>();
    expectTypeOf<Ask>().toExtend<PromiseLike<Answer>>();
    expectTypeOf<Ask>().toExtend<AsyncIterable<AskEvent>>();
    // @ts-expect-error -- a problem is thrown, never given out
    expectTypeOf<Ask>().toExtend<AsyncIterable<Extract<AskEvent, { type: "problem" }>>>();
    // @ts-expect-error -- a query names its measures
    expectTypeOf<{ dimensions: [] }>().toExtend<Parameters<Client["query"]>[0]>();
    expectTypeOf<HeddleError["code"]>()
      .extract<"NETWORK_FAILED" | "DB_BUSY">()
      .toEqualTypeOf<"NETWORK_FAILED" | "DB_BUSY">();
  });
});
