/** How long nothing may come of a request before its answer counts as lost. Milliseconds. */
export type RequestPolicy = {
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** For a shipped file. */
  readonly fileTimeoutMs: number;
  /** What a slow line takes up: nobody hears how far a body that is sent has come, so its size is given time. */
  readonly uploadBytesPerMs: number;
};

export const REQUESTS: RequestPolicy = Object.freeze({
  readTimeoutMs: 5000,
  writeTimeoutMs: 10_000,
  fileTimeoutMs: 30_000,
  uploadBytesPerMs: 32,
});
