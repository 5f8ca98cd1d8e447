import { createHash } from "node:crypto";

/** A stream of pseudo-random numbers, the same for the same label on every machine. Not for secrets. */
export interface Random {
  /** Uniform over [0, 1). */
  next(): number;
  /** 32 uniform bits. */
  bits(): number;
}

/**
 * sfc32 of Chris Doty-Humphrey's PractRand: 128 bits of state, a dozen operations a number. Its state comes from a
 * hash of the label, so streams of different labels are independent: what one draws does not shift another.
 */
export function createRandom(label: string): Random {
  const digest = createHash("sha256").update(label).digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let counter = 1;
  const bits = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // The author's own seeding discards the first numbers too.
  for (let warming = 0; warming < 12; warming += 1) bits();
  return { bits, next: () => bits() / 2 ** 32 };
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability;
}

/** Uniform over [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low);
}

/** Uniform over the whole numbers low to high, both included. */
export function wholeBetween(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError("Nothing to pick from");
  return item;
}

/** A picker of one of the keys, each as often as its weight says. Weights are summed once, picks are many. */
export function weighted<Key extends string>(weights: Readonly<Record<Key, number>>): (random: Random) => Key {
  let total = 0;
  const steps = (Object.entries(weights) as [Key, number][]).map(([key, weight]) => ({ key, upTo: (total += weight) }));
  return (random) => {
    const point = random.next() * total;
    const step = steps.find(({ upTo }) => point < upTo) ?? steps.at(-1);
    if (step === undefined) throw new RangeError("Nothing to pick from");
    return step.key;
  };
}

/** Standard normal, by the transform of Box and Muller (1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Median 1; `spread` is the standard deviation of the logarithm. */
export function logNormal(random: Random, spread: number): number {
  return Math.exp(spread * normal(random));
}

/** Mean `mean`, in its unit. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}

/** How often something happens that is expected `mean` times: Knuth's product, for large means the normal limit. */
export function poisson(random: Random, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}
