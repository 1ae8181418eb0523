/**
 * `held`: a live process has the folder. `no-binary`: nothing here can run. `version`: data of another major
 * version. `denied`: file permissions. `port`: the port asked for is taken. `stopped`: given up on request.
 */
export type EmbeddedErrorCode = 'held' | 'no-binary' | 'version' | 'denied' | 'port' | 'stopped' | 'failed';

/** Why the embedded server could not be had; the message says what was wrong, where, and what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';

  constructor(
    readonly code: EmbeddedErrorCode,
    message: string,
    readonly facts: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
