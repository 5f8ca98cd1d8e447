import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchSilence } from "./silence.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("aborts after the time allowed, counted from the last sound", () => {
  const silence = watchSilence(100);
  vi.advanceTimersByTime(99);
  silence.heard();
  vi.advanceTimersByTime(99);
  expect(silence.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(silence.signal.aborted).toBe(true);
});

it("leaves no timer behind", () => {
  const silence = watchSilence(100);
  silence.heard();
  silence.end();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(silence.signal.aborted).toBe(false);
});
