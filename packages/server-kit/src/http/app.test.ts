import { routes, type Answer, type RouteName } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { HeddleError, toProblem } from "../errors.ts";
import { createLog } from "./log.ts";
import { appWith, bodies, call, clarify, identityWith, problemOf, receipt, stage } from "./testing/app-with.ts";

describe("every route of the contract", () => {
  const names = Object.keys(routes) as RouteName[];

  it.each(names)("%s is served with its permission", async (name) => {
    const { permission, response: schema } = routes[name];
    const holder = permission === "public" ? identityWith() : identityWith(permission);
    const response = await appWith({ authenticate: async () => holder }).app.request(call(name));
    expect(response.ok).toBe(true);
    expect(schema.safeParse(await response.json()).success).toBe(true);
  });

  it.each(names.filter((name) => routes[name].permission !== "public"))(
    "%s refuses without its permission",
    async (name) => {
      const others = (["embed:create", "ask", "view", "edit", "export"] as const).filter(
        (one) => one !== routes[name].permission,
      );
      const response = await appWith({ authenticate: async () => identityWith(...others) }).app.request(call(name));
      expect(await problemOf(response)).toMatchObject({ status: 403, code: "FORBIDDEN" });
    },
  );

  it.each(names.filter((name) => routes[name].permission !== "public"))(
    "%s refuses strangers before it reads",
    async (name) => {
      const authenticate = async () => {
        throw new HeddleError("UNAUTHENTICATED", "No valid credentials were sent.");
      };
      const response = await appWith({ authenticate }).app.request(call(name, { body: "not json" }));
      expect(await problemOf(response)).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
    },
  );

  it.each(names.filter((name) => routes[name].request !== null))("%s checks its body", async (name) => {
    const broken = await appWith().app.request(call(name, { body: "{" }));
    expect(await problemOf(broken)).toMatchObject({ status: 400, code: "BODY_MALFORMED" });
    const unknown = await appWith().app.request(
      call(name, { body: JSON.stringify({ ...(bodies[name] as object), partnerId: "prt_2" }) }),
    );
    expect(await problemOf(unknown)).toMatchObject({
      status: 422,
      code: "VALIDATION_FAILED",
      errors: [{ path: "/partnerId", detail: "This field is not known" }],
    });
  });

  it.each(names)("%s takes no other method", async (name) => {
    const response = await appWith().app.request(call(name, { method: "DELETE", body: null }));
    expect(await problemOf(response)).toMatchObject({ status: 405, code: "METHOD_NOT_ALLOWED" });
    expect(response.headers.get("allow")).toContain(routes[name].method);
  });
});

describe("bodies", () => {
  it("names each wrong field by its JSON pointer", async () => {
    const body = JSON.stringify({ query: { measures: ["revenue", 1], time: { grain: "aeon" }, "a/b~c": true } });
    const { errors } = await problemOf(await appWith().app.request(call("query", { body })));
    expect(errors?.map(({ path }) => path).toSorted()).toEqual([
      "/query/a~1b~0c",
      "/query/measures/1",
      "/query/time/grain",
    ]);
    expect(errors?.every(({ detail }) => detail.length > 0)).toBe(true);
  });

  it.each(["[]", "null", '"x"'])("refuses %s", async (body) => {
    expect(await problemOf(await appWith().app.request(call("ask", { body })))).toMatchObject({
      errors: [{ path: "" }],
    });
  });

  it.each(["", "\u0000", "question=x"])("refuses %j", async (body) => {
    expect((await problemOf(await appWith().app.request(call("ask", { body })))).code).toBe("BODY_MALFORMED");
  });

  it("refuses more than 64 KB, whether or not the length is told", async () => {
    const body = JSON.stringify({ question: "x".repeat(70_000) });
    const told = call("ask", { body, headers: { "content-length": String(body.length) } });
    expect((await problemOf(await appWith().app.request(told))).code).toBe("BODY_TOO_LARGE");
    const chunked = call("ask", { body: new Blob([body]).stream(), duplex: "half" });
    expect((await problemOf(await appWith().app.request(chunked))).code).toBe("BODY_TOO_LARGE");
  });

  it("leaves Object.prototype alone", async () => {
    const body = '{"question":"x","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect((await appWith().app.request(call("ask", { body }))).status).toBe(422);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

describe("correlation id", () => {
  it("is the caller's own", async () => {
    const response = await appWith().app.request(call("health", { headers: { "x-correlation-id": "page-7_a" } }));
    expect(response.headers.get("x-correlation-id")).toBe("page-7_a");
  });

  it.each(["a b", "x".repeat(129), "a\tb", "é"])("is a new one instead of %j", async (wrong) => {
    const response = await appWith().app.request(call("health", { headers: { "x-correlation-id": wrong } }));
    expect(response.headers.get("x-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("failures", () => {
  it("tells nothing of what was not expected, and logs it", async () => {
    const query = async () => {
      throw new Error("relation secrets.cards of prt_2");
    };
    const { app, lines } = appWith({ query });
    const response = await app.request(call("query"));
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 500, code: "INTERNAL", retryable: true });
    expect(JSON.stringify(problem)).not.toContain("cards");
    expect(lines.join("")).toContain("relation secrets.cards");
    expect(lines.join("")).toContain(problem.correlationId);
  });

  it("survives what throws no error", async () => {
    const query = async () => {
      // oxlint-disable-next-line typescript/only-throw-error -- what a careless library does
      throw "no error";
    };
    expect((await problemOf(await appWith({ query }).app.request(call("query")))).code).toBe("INTERNAL");
  });

  it("logs the cause of a database that is down, and says when to come again", async () => {
    const query = async () => {
      throw new HeddleError("DB_UNAVAILABLE", "The database cannot be reached.", { cause: new Error("ECONNREFUSED") });
    };
    const { app, lines } = appWith({ query });
    const response = await app.request(call("query"));
    expect(await problemOf(response)).toMatchObject({ status: 503, retryable: true });
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(lines.join("")).toContain("ECONNREFUSED");
  });

  it("answers unknown addresses", async () => {
    expect(await problemOf(await appWith().app.request("/v1/nothing"))).toMatchObject({
      status: 404,
      code: "NOT_FOUND",
    });
  });

  it("says down with 503", async () => {
    const response = await appWith({
      health: async () => ({ status: "down", version: "0", components: [] }),
    }).app.request(call("health"));
    expect(response.status).toBe(503);
  });
});

describe("headers", () => {
  it("allow pages of any origin, without cookies", async () => {
    const headers = { origin: "https://portal.example", "access-control-request-method": "POST" };
    const preflight = await appWith().app.request("/v1/ask", { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it.each(["/v1/health", "/v1/nothing"])("keep %s out of caches and frames, readable by pages", async (path) => {
    const { headers } = await appWith().app.request(path, { headers: { origin: "https://portal.example" } });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-expose-headers")).toContain("X-Correlation-Id");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  });
});

describe("log", () => {
  it("has one line a request, with the caller and without secrets", async () => {
    const { app, lines } = appWith();
    await app.request(call("query", { headers: { authorization: "Bearer s3cret", "x-correlation-id": "c-1" } }));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      method: "POST",
      path: "/v1/query",
      status: 200,
      correlationId: "c-1",
      caller: "ems_1",
      partnerId: "prt_1",
    });
    expect(lines[0]).not.toContain("s3cret");
  });

  it("never writes what is under a secret name", () => {
    const lines: string[] = [];
    const log = createLog("info", { write: (line) => void lines.push(line) });
    log.info({ token: "s1", headers: { authorization: "s2" }, request: { headers: { cookie: "s3" } } }, "x");
    expect(lines.join("")).not.toMatch(/s[123]/);
  });
});

describe("ask", () => {
  it("streams the events", async () => {
    const response = await appWith().app.request(call("ask", { headers: { accept: "text/event-stream" } }));
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const events = (await response.text()).split("\n\n").filter((block) => block.startsWith("event:"));
    expect(events).toEqual([
      `event: stage\ndata: ${JSON.stringify(stage)}`,
      `event: answer\ndata: ${JSON.stringify({ type: "answer", answer: clarify })}`,
    ]);
  });

  it("ends the stream with a problem where the ask throws", async () => {
    const { app, lines } = appWith({
      ask: async function* () {
        yield stage;
        throw new Error("inner secret");
      },
    });
    const response = await app.request(
      call("ask", { headers: { accept: "text/event-stream", "x-correlation-id": "c-9" } }),
    );
    const text = await response.text();
    expect(text).toContain("event: problem");
    expect(text).toContain('"correlationId":"c-9"');
    expect(text).not.toContain("inner secret");
    expect(lines.join("")).toContain("inner secret");
  });

  it("answers a question that is refused with its problem and the answer", async () => {
    const problem = toProblem(new HeddleError("NOT_ANSWERABLE", "No."), "c-1");
    const refuse: Answer = { id: "ask_1", question: "x", receipt, outcome: "refuse", message: "No.", problem };
    const { app } = appWith({
      ask: async function* () {
        yield { type: "answer", answer: refuse };
      },
    });
    const response = await app.request(call("ask", { headers: { "x-correlation-id": "c-1" } }));
    expect(await problemOf(response)).toMatchObject({
      status: 422,
      code: "NOT_ANSWERABLE",
      answer: { outcome: "refuse" },
    });
  });

  it("answers a problem as one", async () => {
    const problem = toProblem(new HeddleError("LLM_TIMEOUT", "Too slow."), "c-1");
    const { app } = appWith({
      ask: async function* () {
        yield { type: "problem", problem };
      },
    });
    expect((await app.request(call("ask"))).status).toBe(504);
  });
});
