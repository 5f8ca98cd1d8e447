import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = [number, number, number];
type Matrix = readonly [number, number, number, number, number, number, number, number, number];

const sheet = readFileSync(new URL("./sheet.css", import.meta.url), "utf8");

/** Reads `name: var(--..., light-dark(#light, #dark))` from the sheet. */
function pairs(pattern: RegExp): [string, string][] {
  return [...sheet.matchAll(pattern)].map((match) => [match[1] ?? "", match[2] ?? ""]);
}

const series = pairs(/--heddle-color-series-\d, light-dark\((#\w{6}), (#\w{6})\)/g);
const color = (name: string) =>
  pairs(new RegExp(`--heddle-color-${name}, light-dark\\((#\\w{6}), (#\\w{6})\\)`, "g"))[0] ?? ["", ""];

function linear(hex: string): Rgb {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  const expand = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return [expand(channel(1)), expand(channel(3)), expand(channel(5))];
}

/** Contrast ratio after WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1. */
const deficiencies: Record<string, Matrix> = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function seenWith(m: Matrix, [r, g, b]: Rgb): Rgb {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clamp(m[0] * r + m[1] * g + m[2] * b),
    clamp(m[3] * r + m[4] * g + m[5] * b),
    clamp(m[6] * r + m[7] * g + m[8] * b),
  ];
}

/** Distance in OKLab (B. Ottosson, 2020); 0.02 is about the smallest that can be seen. */
function distance(m: Matrix, one: string, other: string): number {
  const lab = (hex: string) => {
    const [r, g, b] = seenWith(m, linear(hex));
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const n = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return [
      0.2104542553 * l + 0.793617785 * n - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * n + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * n - 0.808675766 * s,
    ];
  };
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(...a.map((value, index) => value - (b[index] ?? 0)));
}

describe.each([
  ["light", 0],
  ["dark", 1],
] as const)("the %s palette", (_, mode) => {
  const surface = color("surface")[mode];
  const colors = series.map((pair) => pair[mode]);

  it("has eight colours with at least 3:1 against the surface (WCAG 1.4.11)", () => {
    expect(colors).toHaveLength(8);
    for (const one of colors) expect(contrast(one, surface)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(deficiencies))("keeps its colours apart: %s", (_name, matrix) => {
    colors.forEach((one, index) => {
      const next = colors[index + 1];
      if (next) expect(distance(matrix, one, next)).toBeGreaterThan(0.06);
      for (const other of colors.slice(index + 1)) expect(distance(matrix, one, other)).toBeGreaterThan(0.04);
    });
  });

  it.each(["text", "muted", "accent", "danger", "increase", "decrease", "verified", "modelled", "generated"])(
    "writes %s with at least 4.5:1 on both surfaces (WCAG 1.4.3)",
    (name) => {
      for (const background of ["surface", "sunken"]) {
        expect(contrast(color(name)[mode], color(background)[mode])).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it("outlines controls with at least 3:1 and writes on the accent with at least 4.5:1", () => {
    expect(contrast(color("control")[mode], surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(color("on-accent")[mode], color("accent")[mode])).toBeGreaterThanOrEqual(4.5);
  });
});
