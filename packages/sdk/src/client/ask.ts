import type { Answer } from "../contract/index.ts";
import type { AskProgress } from "./read-response.ts";

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

/** Sends the request, hands on its events as they come and gives the answer. The signal closes the connection. */
type SendAsk = (signal: AbortSignal, onEvent: (event: AskProgress) => void) => Promise<Answer>;

export function createAsk(send: SendAsk, signal?: AbortSignal): Ask {
  return new SharedAsk(send, signal);
}

class SharedAsk implements Ask {
  readonly [Symbol.toStringTag] = "Ask";
  readonly #send: SendAsk;
  readonly #abandoned = new AbortController();
  readonly #signal: AbortSignal;
  readonly #events: AskProgress[] = [];
  /** Resolves when there is another event, or the end. */
  #news = Promise.withResolvers<void>();
  #answer: Promise<Answer> | undefined;
  #ended = false;
  /** Loops that still read, and all who ever awaited. */
  #consumers = 0;

  constructor(send: SendAsk, signal: AbortSignal | undefined) {
    this.#send = send;
    this.#signal = signal ? AbortSignal.any([this.#abandoned.signal, signal]) : this.#abandoned.signal;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- to be awaited is what it is for
  then<A = Answer, B = never>(
    onAnswer?: ((answer: Answer) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#consumers += 1;
    return this.#start().then(onAnswer, onError);
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Answer | B> {
    return this.then(null, onError);
  }

  finally(onSettled?: (() => void) | null): Promise<Answer> {
    this.#consumers += 1;
    return this.#start().finally(onSettled);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<AskProgress, void> {
    this.#consumers += 1;
    const answer = this.#start();
    // A failure is thrown below; left early, it is nobody's business.
    answer.catch(() => {});
    try {
      for (let index = 0; ; index += 1) {
        while (index >= this.#events.length && !this.#ended) await this.#news.promise;
        const event = this.#events[index];
        if (event === undefined) break;
        yield event;
      }
      await answer;
    } finally {
      this.#consumers -= 1;
      if (this.#consumers === 0) this.#abandoned.abort();
    }
  }

  #start(): Promise<Answer> {
    this.#answer ??= this.#send(this.#signal, (event) => {
      this.#events.push(event);
      this.#announce();
    }).finally(() => {
      this.#ended = true;
      this.#announce();
    });
    return this.#answer;
  }

  #announce(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}
