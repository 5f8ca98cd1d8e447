/** Maps a number of the domain to a pixel. */
export interface LinearScale {
  (value: number): number;
  domain: readonly [number, number];
}

/** A straight mapping of `domain` onto `range`, in pixels. A domain of one point maps to the middle. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): LinearScale {
  const [from, to] = domain;
  const [start, end] = range;
  const span = to - from;
  const scale = (value: number) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
  return Object.assign(scale, { domain });
}

export interface BandScale {
  /** The left (or upper) edge of a band. */
  start(index: number): number;
  /** Pixels of a band without its padding. */
  width: number;
  /** Pixels from one band to the next. */
  step: number;
  /** The band under a pixel, or null outside. */
  at(pixel: number): number | null;
}

/** `count` equal bands over a range of pixels, with `padding` (0 to 1) of each step left free. */
export function bandScale(count: number, range: readonly [number, number], padding: number): BandScale {
  const [start, end] = range;
  const step = (end - start) / Math.max(1, count);
  return {
    step,
    width: step * (1 - padding),
    start: (index) => start + index * step + (step * padding) / 2,
    at(pixel) {
      const index = Math.floor((pixel - start) / step);
      return index >= 0 && index < count ? index : null;
    },
  };
}

export interface Ticks {
  values: number[];
  /** The values' ends: the domain, widened to whole steps. */
  domain: [number, number];
}

/**
 * About `count` round values (1, 2 or 5 times a power of ten) that cover `min` to `max`.
 * After P. Heckbert, "Nice numbers for graph labels", Graphics Gems (1990).
 */
export function niceTicks(min: number, max: number, count: number): Ticks {
  const [low, high] = min === max ? widen(min) : [min, max];
  const step = niceStep((high - low) / Math.max(1, count));
  if (!Number.isFinite(step) || step === 0) return { values: [low, high], domain: [low, high] };
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const values = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step, digits));
  return { values, domain: [values[0] ?? low, values.at(-1) ?? high] };
}

function widen(value: number): [number, number] {
  if (value === 0) return [0, 1];
  return value > 0 ? [0, value] : [value, 0];
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const error = rough / power;
  if (error >= 7.07) return power * 10;
  if (error >= 3.16) return power * 5;
  return error >= 1.41 ? power * 2 : power;
}

/** Multiples of a step such as 0.1 pick up binary noise; as many digits as the step has take it off again. */
function round(value: number, digits: number): number {
  return digits > 0 && digits <= 100 ? Number(value.toFixed(digits)) : value;
}
