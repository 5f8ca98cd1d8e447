/** How one event is written: its type, and the event as JSON. */
function encodeEvent(event: { type: string }): string {
  // JSON has no raw line breaks, so one line of data is enough.
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

interface EventStreamOptions {
  /** Milliseconds between signs of life. */
  heartbeatMs: number;
  /** Called when the reader goes away before the end. */
  onCancel: () => void;
}

/** Events as `text/event-stream`, taken from their source as fast as they are read. The source must not throw. */
export function createEventStream(
  events: AsyncIterable<{ type: string }>,
  { heartbeatMs, onCancel }: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const source = events[Symbol.asyncIterator]();
  let heartbeat: ReturnType<typeof setInterval>;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // The first sign of life makes proxies pass the headers on.
      controller.enqueue(encoder.encode(": open\n\n"));
      heartbeat = setInterval(() => {
        // A reader that is behind has enough to read.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": heartbeat\n\n"));
      }, heartbeatMs);
    },
    async pull(controller) {
      const { done, value } = await source.next();
      if (!done) return controller.enqueue(encoder.encode(encodeEvent(value)));
      clearInterval(heartbeat);
      controller.close();
    },
    async cancel() {
      clearInterval(heartbeat);
      onCancel();
      await source.return?.();
    },
  });
}
