export interface TokenSource {
  /** The token in use; fetched when there is none yet. */
  current(): Promise<string>;
  /** A token other than the `refused` one. All who had the same one refused share a single call of `getToken`. */
  renew(refused: string): Promise<string>;
}

/**
 * Keeps one token for all requests until a server refuses it. A failed `getToken` is not kept: the next caller tries
 * again.
 */
export function createTokenSource(getToken: () => string | Promise<string>): TokenSource {
  let pending: Promise<string> | undefined;
  let known: string | undefined;

  async function fetchToken(): Promise<string> {
    try {
      known = await getToken();
      return known;
    } catch (error) {
      pending = undefined;
      throw error;
    }
  }

  return {
    current: () => (pending ??= fetchToken()),
    renew: (refused) => {
      if (known === refused) {
        known = undefined;
        pending = undefined;
      }
      return (pending ??= fetchToken());
    },
  };
}
