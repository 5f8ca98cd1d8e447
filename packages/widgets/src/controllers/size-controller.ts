import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Size } from "../charts/chart.ts";

/** Measures one element of the host's shadow root and updates the host when it changes. */
export class SizeController implements ReactiveController {
  /** Whole pixels; null until there is a box. */
  size: Size | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #find: () => Element | null;
  #observer: ResizeObserver | null = null;
  #observed: Element | null = null;

  constructor(host: ReactiveControllerHost, find: () => Element | null) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  hostUpdated(): void {
    const found = this.#find();
    if (found === this.#observed) return;
    this.#observer ??= new ResizeObserver(([entry]) => entry && this.#measured(entry.contentRect));
    this.#observer.disconnect();
    this.#observed = found;
    if (!found) return;
    // Measured at once and not when the observer first reports: what is drawn then may move the box (a legend comes),
    // and an observer whose own report moves its box raises an error event in the page.
    this.#measured(found.getBoundingClientRect());
    this.#observer.observe(found);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observed = null;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  #measured({ width, height }: DOMRectReadOnly): void {
    const next = { width: Math.floor(width), height: Math.floor(height) };
    // A hidden box has no size; what was drawn stays until it is shown again.
    if (next.width < 1 || next.height < 1) return;
    if (next.width === this.size?.width && next.height === this.size.height) return;
    this.size = next;
    this.#host.requestUpdate();
  }
}
