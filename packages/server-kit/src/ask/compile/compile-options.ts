export interface CompileOptions {
  /** The instant that relative ranges are read against. */
  readonly now: Date;
  /** IANA zone in which days begin where the query names none. */
  readonly timeZone: string;
}
