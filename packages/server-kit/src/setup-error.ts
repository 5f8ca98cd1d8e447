/** Every way in which setting Heddle up can fail before there is a server to answer with a problem document. */
export type SetupErrorCode =
  | "SETTINGS_INVALID"
  | "SECRETS_UNREADABLE"
  | "EMBEDDED_IN_USE"
  | "EMBEDDED_UNSUPPORTED"
  | "EMBEDDED_FAILED"
  | "SAMPLE_CONFLICT"
  | "LISTEN_FAILED"
  | "SIGNING_KEY_UNREADABLE";

/** A failure of setting up, told to the person at the terminal. Its text never holds the value of a secret. */
export class SetupError extends Error {
  override readonly name = "SetupError";
  readonly code: SetupErrorCode;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(code: SetupErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
