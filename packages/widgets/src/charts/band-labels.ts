import { type SVGTemplateResult, svg } from "lit";
import { labelsBelow, type PlacedLabel } from "./axis.ts";
import { axisFontSize, axisLine, type Frame } from "./frame.ts";
import type { BandScale } from "./scale.ts";
import type { SeriesTable } from "./series.ts";
import { fitText, textWidth } from "./text-width.ts";
import { parseTime } from "./time.ts";

/** The labels below upright bars, and the pixels they need. */
export interface BandLabels {
  height: number;
  draw(frame: Frame, width: number): SVGTemplateResult[];
}

/** Narrower bands than this have no room for two lines of a name. */
const minWrapped = 52;
/** Narrower bands than this have no room for a slanted name. */
const minSlanted = 15;
const slantedWidth = 84;

/** Points in time are thinned; names are written in one line, two lines, or slanted, as their band allows. */
export function bandLabels(table: SeriesTable, band: BandScale): BandLabels {
  if (table.keys.some((key) => parseTime(key) !== null)) return timeLabels(table, band);
  const names = table.keys.map((key) => table.keyFormatter.full(key));
  const widest = Math.max(...names.slice(0, 500).map((name) => textWidth(name, axisFontSize)));
  if (widest + 8 <= band.step)
    return linesOf(
      names.map((name) => [name]),
      band,
    );
  const wrapped = band.step >= minWrapped ? names.map((name) => wrap(name, band.step - 6)) : null;
  if (wrapped?.every((lines) => lines !== null)) return linesOf(wrapped, band);
  if (band.step >= minSlanted) return slanted(names, band, Math.min(widest, slantedWidth));
  return thinned(
    names.map((text) => ({ text, context: null })),
    band,
    Math.min(widest, 72),
    axisLine,
  );
}

function middle(band: BandScale, index: number): number {
  return band.start(index) + band.width / 2;
}

function timeLabels({ keys, keyFormatter }: SeriesTable, band: BandScale): BandLabels {
  const labels = keys.map((key) => {
    const time = parseTime(key);
    if (!time) return { text: keyFormatter.full(key), context: null };
    return keyFormatter.timeTick(time.ms, time.local, keyFormatter.grain ?? "day");
  });
  const widest = Math.max(...labels.map(({ text }) => textWidth(text, axisFontSize)));
  return thinned(labels, band, widest, keyFormatter.grain === "year" ? axisLine : 2 * axisLine);
}

type Label = Omit<PlacedLabel, "x">;

/** Every n-th label. */
function thinned(labels: readonly Label[], band: BandScale, widest: number, height: number): BandLabels {
  const every = Math.max(1, Math.ceil((widest + 10) / band.step));
  const placed = labels.flatMap((label, index) => (index % every === 0 ? [{ ...label, x: middle(band, index) }] : []));
  return {
    height,
    draw: (frame, width) =>
      labelsBelow(
        placed.map((label) => ({ ...label, text: fitText(label.text, Math.max(72, every * band.step)) })),
        frame,
        width,
      ),
  };
}

function linesOf(names: readonly string[][], band: BandScale): BandLabels {
  const height = Math.max(...names.map((lines) => lines.length)) * axisLine;
  return {
    height,
    draw: (frame) =>
      names.flatMap((lines, index) =>
        lines.map(
          (
            line,
            row,
          ) => svg`<text class="fill-muted" x=${middle(band, index)} y=${frame.bottom + 2 + (row + 1) * axisLine}
            text-anchor="middle" font-size=${axisFontSize}>${line}</text>`,
        ),
      ),
  };
}

function slanted(names: readonly string[], band: BandScale, widest: number): BandLabels {
  const radians = (40 * Math.PI) / 180;
  return {
    height: Math.ceil(Math.sin(radians) * widest) + 10,
    draw: ({ bottom }) =>
      names.map((name, index) => {
        const x = middle(band, index) + 3;
        // A slanted name grows towards the left edge; the first ones have less room.
        const room = Math.min(widest, (x - 4) / Math.cos(radians));
        return svg`<text class="fill-muted" transform="translate(${x} ${bottom + 14}) rotate(-40)" text-anchor="end"
          font-size=${axisFontSize}>${fitText(name, room)}</text>`;
      }),
  };
}

/** Breaks a name at spaces into at most two lines; null where that is not enough. */
function wrap(name: string, width: number): string[] | null {
  const fits = (line: string) => textWidth(line, axisFontSize) <= width;
  if (fits(name)) return [name];
  const words = name.split(" ");
  let first = words.shift() ?? "";
  while (words.length > 0 && fits(`${first} ${words[0]}`)) first += ` ${words.shift()}`;
  const lines = [first, words.join(" ")];
  return lines.every(fits) ? lines : null;
}
