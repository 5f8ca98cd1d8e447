import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AskEvent, Problem } from "@heddle/sdk";
import { answer, clarify, databaseDown, reading, receipt, refuse, revenueByMonth, stage } from "./fixtures.ts";

/** The part of Vite's plugin interface that is used, so that the types of Vite need not be. */
interface ServerPlugin {
  name: string;
  configureServer(server: { middlewares: { use(path: string, handle: Handler): void } }): void;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** How often each question was asked and broken off, so that tests can see what reached the server. */
const seen = { asked: new Map<string, number>(), closed: new Map<string, number>() };

/**
 * Speaks the wire contract under `/recorded` with answers that hang on the question, so that the elements are tested
 * and shown with the real client over real HTTP: "clarify", "refuse", "down", "slow" and "fail once" in the question
 * choose the outcome; everything else is answered.
 */
export function recordedServer(): ServerPlugin {
  return {
    name: "recorded-server",
    configureServer({ middlewares }) {
      middlewares.use("/recorded/token", (_request, response) => json(response, 200, { token: "recorded" }));
      middlewares.use("/recorded/seen", (_request, response) =>
        json(response, 200, { asked: Object.fromEntries(seen.asked), closed: Object.fromEntries(seen.closed) }),
      );
      middlewares.use("/recorded/v1/query", (request, response) => void query(request, response));
      middlewares.use("/recorded/v1/ask", (request, response) => void ask(request, response));
    },
  };
}

async function query(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { query: asked } = (await body(request)) as { query: { measures: string[] } };
  const measure = asked.measures[0] ?? "";
  const times = count(seen.asked, measure);
  if (measure === "down" || (measure.startsWith("fail_once") && times === 1)) return problem(response, databaseDown);
  if (measure === "slow") return closed(response, measure);
  json(response, 200, { ...revenueByMonth, reading: "Revenue by month", sql: "", truncated: false, receipt });
}

async function ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { question } = (await body(request)) as { question: string };
  const times = count(seen.asked, question);
  if (question.includes("down") || (question.includes("fail once") && times === 1))
    return problem(response, databaseDown);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  send(response, [stage("context"), stage("draft")]);
  if (question.includes("clarify")) return end(response, { type: "answer", answer: clarify });
  if (question.includes("refuse")) return end(response, { type: "answer", answer: refuse });
  send(response, [stage("guard", "failed"), stage("draft", "done", 2), reading, stage("run", "started")]);
  if (question.includes("slow")) return closed(response, question);
  end(response, { type: "answer", answer: { ...answer, question } });
}

function count(map: Map<string, number>, key: string): number {
  const times = (map.get(key) ?? 0) + 1;
  map.set(key, times);
  return times;
}

async function closed(response: ServerResponse, key: string): Promise<void> {
  if (!response.destroyed) await once(response, "close");
  count(seen.closed, key);
}

function send(response: ServerResponse, events: AskEvent[]): void {
  for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

function end(response: ServerResponse, event: AskEvent): void {
  send(response, [event]);
  response.end();
}

function json(response: ServerResponse, status: number, value: unknown, type = "application/json"): void {
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(value));
}

function problem(response: ServerResponse, document: Problem): void {
  json(response, document.status, document, "application/problem+json");
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}
