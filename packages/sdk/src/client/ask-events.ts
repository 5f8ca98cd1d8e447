import { EventSourceParserStream, type EventSourceMessage } from "eventsource-parser/stream";
import { askEventSchema, type AskEvent } from "../contract/index.ts";
import { clientError, HeddleError } from "./heddle-error.ts";
import { invalidResponse, toHeddleError } from "./to-heddle-error.ts";

/** What an ask goes through, and the answer at the end. A problem is thrown instead. */
export type AskProgress = Exclude<AskEvent, { type: "problem" }>;

const kinds = new Set<string>(["stage", "reading", "answer", "problem"] satisfies AskEvent["type"][]);

interface ReadOptions {
  correlationId: string;
  signal: AbortSignal;
  /** The longest silence, in milliseconds. The server's heartbeats count as noise. */
  timeoutMs: number;
}

/**
 * The events of one ask, read from an event stream as they come; the last is the `answer`. Throws `HeddleError` for a
 * problem in the stream, a stream that ends early or falls silent, and anything that is not such a stream.
 */
export async function* readAskEvents(response: Response, options: ReadOptions): AsyncGenerator<AskProgress, void> {
  for await (const message of readMessages(response, options)) {
    // A newer server may tell more than this client knows of.
    if (!kinds.has(message.event ?? "")) continue;
    const event = parseEvent(message.data, options.correlationId);
    if (event.type === "problem") throw new HeddleError(event.problem);
    yield event;
    if (event.type === "answer") return;
  }
  throw cutShort(options.correlationId);
}

async function* readMessages(response: Response, options: ReadOptions): AsyncGenerator<EventSourceMessage, void> {
  const { correlationId, signal } = options;
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream || response.body === null) {
    void response.body?.cancel();
    throw invalidResponse("The server did not answer with a stream of events.", correlationId, { status: response.status });
  }
  const silence = watchForSilence(options.timeoutMs);
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ onComment: silence.heard }))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), silence.tooLong]);
      if (done) return;
      silence.heard();
      yield value;
    }
  } catch (error) {
    if (signal.aborted) throw toHeddleError(error, correlationId, signal);
    if (!silence.isTimeout(error)) throw cutShort(correlationId, error);
    throw clientError("TIMED_OUT", { detail: "The server fell silent before the answer was complete.", correlationId });
  } finally {
    silence.stop();
    // Not awaited: it settles only when the connection does, which is nobody's concern here.
    reader.cancel().catch(() => {});
  }
}

function cutShort(correlationId: string, cause?: unknown): HeddleError {
  const detail = "The connection ended before the answer was complete.";
  return clientError("NETWORK_FAILED", { detail, correlationId, cause });
}

function parseEvent(data: string, correlationId: string): AskEvent {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (cause) {
    throw invalidResponse("The server sent an event that is not JSON.", correlationId, { cause });
  }
  const event = askEventSchema.safeParse(value);
  if (event.success) return event.data;
  throw invalidResponse("The server sent an event that does not have the expected shape.", correlationId, {
    cause: event.error,
  });
}

/** Rejects `tooLong` when nothing was heard for `timeoutMs`. */
function watchForSilence(timeoutMs: number) {
  const timeout = Symbol("silence");
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  tooLong.catch(() => {});
  let timer: ReturnType<typeof setTimeout>;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => reject(timeout), timeoutMs);
  };
  restart();
  return {
    tooLong,
    heard: restart,
    isTimeout: (error: unknown) => error === timeout,
    stop: () => clearTimeout(timer),
  };
}
