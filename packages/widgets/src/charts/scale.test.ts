import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandScale, linearScale, niceTicks } from "./scale.ts";

describe("linearScale", () => {
  it("maps the ends and the middle", () => {
    const scale = linearScale([0, 10], [300, 100]);
    expect([0, 5, 10].map(scale)).toEqual([300, 200, 100]);
  });

  it("puts a single value in the middle", () => {
    expect(linearScale([3, 3], [0, 100])(3)).toBe(50);
  });
});

describe("niceTicks", () => {
  it.each([
    [0, 97, 5, [0, 20, 40, 60, 80, 100]],
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-5, 12, 4, [-5, 0, 5, 10, 15]],
    [0, 0, 4, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [7, 7, 2, [0, 5, 10]],
  ])("from %d to %d in about %d steps", (low, high, count, expected) => {
    expect(niceTicks(low, high, count).values).toEqual(expected);
  });

  it("covers the values with few, ascending ticks", () => {
    const size = fc.double({ noNaN: true, min: 1e-12, max: 1e12 });
    const value = fc.oneof(
      fc.constant(0),
      size,
      size.map((positive) => -positive),
    );
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 10 }), (one, other, count) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const { values, domain } = niceTicks(low, high, count);
        expect(domain[0]).toBeLessThanOrEqual(low + (high - low) * 1e-6);
        expect(domain[1]).toBeGreaterThanOrEqual(high - (high - low) * 1e-6);
        expect(values.length).toBeLessThanOrEqual(count * 2 + 3);
        expect(values.every((tick, index) => index === 0 || tick > (values[index - 1] ?? 0))).toBe(true);
      }),
      { seed: 2026 },
    );
  });
});

describe("bandScale", () => {
  it("shares the range and finds the band under a pixel", () => {
    const band = bandScale(4, [0, 400], 0.2);
    expect([band.step, band.width, band.start(1)]).toEqual([100, 80, 110]);
    expect([band.at(-1), band.at(0), band.at(399), band.at(400)]).toEqual([null, 0, 3, null]);
  });
});
