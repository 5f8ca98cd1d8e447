import type * as z from "zod/mini";
import { askEventSchema, problemSchema, type Answer, type AskEvent } from "../contract/index.ts";
import { createEventStreamParser, type StreamedEvent } from "./event-stream.ts";
import { clientError, HeddleError } from "./heddle-error.ts";

/** What an ask goes through, and the answer at the end. A problem is thrown instead. */
export type AskProgress = Exclude<AskEvent, { type: "problem" }>;

/** An answer whose body is still to be read. */
export interface Reply {
  response: Response;
  correlationId: string;
  /** To be called when something has arrived: the server is not silent. */
  heard: () => void;
}

const eventTypes = new Set<string>(["stage", "reading", "answer", "problem"] satisfies AskEvent["type"][]);

/** The body as JSON of the given shape. */
export async function readJson<T extends z.ZodMiniType>(
  { response, correlationId }: Reply,
  schema: T,
): Promise<z.output<T>> {
  return checkShape(await response.text(), schema, correlationId);
}

/** The error that an answer outside the 200s stands for: the server's problem, or that it sent none. */
export async function readError({ response, correlationId }: Reply): Promise<HeddleError> {
  const { status } = response;
  const problem = problemSchema.safeParse(parseJson(await response.text()));
  // In seconds; the other form, a date, is not what our server sends (RFC 9110, section 10.2.3).
  const seconds = /^\d+$/.exec(response.headers.get("retry-after") ?? "")?.[0];
  const retryAfterMs = seconds === undefined ? undefined : Number(seconds) * 1000;
  if (problem.success) return new HeddleError(problem.data, { retryAfterMs });
  return invalidResponse(`The server answered with status ${status} and no problem document.`, correlationId, {
    status,
  });
}

/**
 * Reads the stream of one ask to its answer and hands on each event as it comes, the answer too. Throws for a problem
 * in the stream, and for a stream that ends before its answer.
 */
export async function readAsk(reply: Reply, onEvent: (event: AskProgress) => void): Promise<Answer> {
  const { response, correlationId, heard } = reply;
  if (!response.body || !response.headers.get("content-type")?.startsWith("text/event-stream")) {
    throw invalidResponse("The server did not answer with a stream of events.", correlationId, {
      status: response.status,
    });
  }
  const received: StreamedEvent[] = [];
  const parse = createEventStreamParser((event) => received.push(event));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      heard();
      parse(value);
      for (const event of received.splice(0)) {
        const known = readAskEvent(event, correlationId);
        if (known === undefined) continue;
        onEvent(known);
        if (known.type === "answer") return known.answer;
      }
    }
  } finally {
    // Frees the connection; not awaited, for it ends when the server does.
    reader.cancel().catch(() => {});
  }
  const detail = "The connection ended before the answer was complete.";
  throw clientError("NETWORK_FAILED", { detail, correlationId });
}

/** `undefined` for what only a newer server's clients know of. */
function readAskEvent({ type, data }: StreamedEvent, correlationId: string): AskProgress | undefined {
  if (!eventTypes.has(type)) return undefined;
  const event = checkShape(data, askEventSchema, correlationId);
  if (event.type === "problem") throw new HeddleError(event.problem);
  return event;
}

function checkShape<T extends z.ZodMiniType>(text: string, schema: T, correlationId: string): z.output<T> {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw invalidResponse("The server's answer does not have the expected shape.", correlationId, {
    cause: parsed.error,
  });
}

/** `undefined`, which fits no shape, for what is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** For an answer that is none of this server's: of a proxy, of another service, of another version. */
function invalidResponse(
  detail: string,
  correlationId: string,
  more: { status?: number; cause?: unknown },
): HeddleError {
  const hint = "Check that the base URL is a Heddle server's and that its version fits this client's.";
  return clientError("RESPONSE_INVALID", { detail, hint, correlationId, ...more });
}
