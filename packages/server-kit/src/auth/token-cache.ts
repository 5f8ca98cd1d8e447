interface TokenCacheOptions<T> {
  /** Checks all that never changes about a token. */
  verify(token: string): Promise<T>;
  /** Checks what may have changed since; throws where it has for the worse. */
  confirm(value: T): Promise<void>;
  now(): Date;
}

export interface TokenCache<T> {
  get(token: string): Promise<T>;
  forget(matches: (value: T) => boolean): void;
}

/** Milliseconds for which a confirmation counts: so late may a revocation be noticed. */
const confirmedFor = 10_000;
const capacity = 5_000;

/**
 * Remembers verified tokens, because a signature costs more than all else of a light request. Time limits are looked
 * at each time, the rest is confirmed every 10 seconds.
 */
export function createTokenCache<T extends { exp: number }>({
  verify,
  confirm,
  now,
}: TokenCacheOptions<T>): TokenCache<T> {
  const entries = new Map<string, { value: T; confirmedAt: number }>();

  async function add(token: string): Promise<T> {
    const value = await verify(token);
    await confirm(value);
    // A map keeps the order of insertion: the first is the one verified longest ago.
    const oldest = entries.keys().next();
    if (entries.size >= capacity && !oldest.done) entries.delete(oldest.value);
    entries.set(token, { value, confirmedAt: now().getTime() });
    return value;
  }

  return {
    async get(token) {
      const entry = entries.get(token);
      const time = now().getTime();
      if (entry !== undefined && time < entry.value.exp * 1000) {
        const age = time - entry.confirmedAt;
        // Below zero after the clock was set back.
        if (age >= 0 && age < confirmedFor) return entry.value;
      }
      entries.delete(token);
      return add(token);
    },
    forget(matches) {
      for (const [token, { value }] of entries) if (matches(value)) entries.delete(token);
    },
  };
}
