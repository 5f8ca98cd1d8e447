import type { Answer } from "../contract/index.ts";
import type { AskProgress } from "./ask-events.ts";
import { clientError } from "./heddle-error.ts";

/**
 * One question on its way. Await it for the answer, iterate it for the stages, or both: it is one request, sent when
 * it is first awaited or iterated. Every loop sees all events from the first on.
 *
 * A loop ends after the event `answer`; an answer may also ask back (`clarify`) or decline (`refuse`). Everything else
 * is a `HeddleError`, thrown into the loop and rejected to those who await. Leaving the last loop early stops the
 * request, unless somebody awaits it.
 *
 * It is a thenable: to return one from an async function, wrap it in an object.
 */
export interface Ask extends AsyncIterable<AskProgress>, Promise<Answer> {}

/** Sends the request; what comes is given out in order. Stopping the signal closes the connection. */
type StartAsk = (signal: AbortSignal) => AsyncIterable<AskProgress>;

/** @param correlationId names the request in errors made here. */
export function createAsk(start: StartAsk, correlationId: string, signal?: AbortSignal): Ask {
  return new SharedAsk(start, correlationId, signal);
}

class SharedAsk implements Ask {
  readonly [Symbol.toStringTag] = "Ask";
  readonly #start: StartAsk;
  readonly #correlationId: string;
  readonly #signal: AbortSignal | undefined;
  readonly #stopped = new AbortController();
  readonly #events: AskProgress[] = [];
  #more = Promise.withResolvers<void>();
  #answer: Promise<Answer> | undefined;
  #settled = false;
  /** Loops that still read, and all who ever awaited. */
  #consumers = 0;

  constructor(start: StartAsk, correlationId: string, signal: AbortSignal | undefined) {
    this.#start = start;
    this.#correlationId = correlationId;
    this.#signal = signal;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaitable is the point
  then<A = Answer, B = never>(
    onAnswer?: ((answer: Answer) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#consumers += 1;
    return this.#run().then(onAnswer, onError);
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Answer | B> {
    return this.then(null, onError);
  }

  finally(onSettled?: (() => void) | null): Promise<Answer> {
    this.#consumers += 1;
    return this.#run().finally(onSettled);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<AskProgress, void> {
    this.#consumers += 1;
    const answer = this.#run();
    // Whoever awaits hears of it there; whoever iterates, below.
    answer.catch(() => {});
    try {
      for (let index = 0; ; index += 1) {
        while (index >= this.#events.length && !this.#settled) await this.#more.promise;
        const event = this.#events[index];
        if (event === undefined) break;
        yield event;
      }
      await answer;
    } finally {
      this.#consumers -= 1;
      if (this.#consumers === 0) this.#stopped.abort();
    }
  }

  #run(): Promise<Answer> {
    return (this.#answer ??= this.#read().finally(() => {
      this.#settled = true;
      this.#more.resolve();
    }));
  }

  async #read(): Promise<Answer> {
    const own = this.#stopped.signal;
    for await (const event of this.#start(this.#signal === undefined ? own : AbortSignal.any([own, this.#signal]))) {
      this.#events.push(event);
      this.#more.resolve();
      this.#more = Promise.withResolvers();
      if (event.type === "answer") return event.answer;
    }
    const detail = "The answer never came.";
    throw clientError("NETWORK_FAILED", { detail, correlationId: this.#correlationId });
  }
}
