import type { AskEvent } from "@heddle/sdk/contract";
import { HeddleError, toProblem } from "../../errors.ts";
import type { AppDependencies } from "../dependencies.ts";
import { createEventStream } from "../event-stream.ts";
import { problemResponse } from "../problem-response.ts";
import { reportError } from "../report-error.ts";
import type { Call, Handler } from "./handler.ts";

const defaultHeartbeatMs = 10_000;

/** The stages as `text/event-stream` where the caller accepts that, else the answer alone as JSON. */
export const ask: Handler<"ask"> = async (call, dependencies) => {
  const response = call.request.headers.get("accept")?.includes("text/event-stream")
    ? streamAsk(call, dependencies)
    : await awaitAsk(call, dependencies);
  response.headers.append("vary", "Accept");
  return response;
};

function streamAsk(call: Call<"ask">, dependencies: AppDependencies): Response {
  const hungUp = new AbortController();
  const signal = AbortSignal.any([call.signal, hungUp.signal]);
  const stream = createEventStream(askEvents({ ...call, signal }, dependencies), {
    heartbeatMs: dependencies.heartbeatMs ?? defaultHeartbeatMs,
    onCancel: () => hungUp.abort(),
  });
  // `x-accel-buffering` keeps nginx from holding events back.
  return new Response(stream, { headers: { "content-type": "text/event-stream", "x-accel-buffering": "no" } });
}

async function awaitAsk(call: Call<"ask">, dependencies: AppDependencies): Promise<Response> {
  for await (const event of askEvents(call, dependencies)) {
    if (event.type === "problem") return problemResponse(event.problem);
    if (event.type !== "answer") continue;
    const { answer } = event;
    return answer.outcome === "refuse" ? problemResponse(answer.problem, { answer }) : Response.json(answer);
  }
  throw new HeddleError("INTERNAL", "The request could not be completed.", {
    cause: "the ask ended without an answer",
  });
}

/** The events of the ask, whose last is a problem where it threw. */
async function* askEvents(call: Call<"ask">, dependencies: AppDependencies): AsyncGenerator<AskEvent> {
  const { identity, body, signal, correlationId } = call;
  try {
    yield* dependencies.ask(identity, body, { signal, correlationId });
  } catch (error) {
    reportError(dependencies.log, error, correlationId);
    yield { type: "problem", problem: toProblem(error, correlationId) };
  }
}
