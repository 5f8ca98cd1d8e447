export interface Silence {
  /** Aborted once nothing was heard for the time allowed. */
  readonly signal: AbortSignal;
  /** Starts the time anew. */
  heard(this: void): void;
  end(): void;
}

/** Watches a request for the longest silence allowed, in milliseconds. */
export function watchSilence(timeoutMs: number): Silence {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), timeoutMs);
  };
  heard();
  return { signal: controller.signal, heard, end: () => clearTimeout(timer) };
}
