/** One event of a `text/event-stream`. */
export interface StreamedEvent {
  type: string;
  data: string;
}

/**
 * Reads a `text/event-stream` as it comes, cut anywhere, and gives each event to `onEvent` once it is complete.
 * Comments, ids and retry times are passed over; what the end cuts off is dropped.
 *
 * Source: WHATWG HTML, section 9.2.6, "Interpreting an event stream".
 */
export function createEventStreamParser(onEvent: (event: StreamedEvent) => void): (text: string) => void {
  let type = "";
  let data: string[] = [];
  let unfinished = "";
  let endedWithReturn = false;

  function endEvent(): void {
    if (data.length > 0) onEvent({ type: type || "message", data: data.join("\n") });
    type = "";
    data = [];
  }

  function readLine(line: string): void {
    if (line === "") return endEvent();
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") type = value;
    if (field === "data") data.push(value);
  }

  return (text) => {
    if (text === "") return;
    // The other half of a CRLF whose first half has already ended its line.
    const fresh = endedWithReturn && text.startsWith("\n") ? text.slice(1) : text;
    endedWithReturn = text.endsWith("\r");
    const lines = fresh.split(/\r\n|\r|\n/);
    const last = lines.pop() ?? "";
    for (const line of lines) {
      readLine(unfinished + line);
      unfinished = "";
    }
    unfinished += last;
  };
}
