/** How long a request may take before its answer counts as lost. Milliseconds. */
export type RequestPolicy = {
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** For a shipped file, which may be many times as large as any answer. */
  readonly fileTimeoutMs: number;
};

export const REQUESTS: RequestPolicy = Object.freeze({
  readTimeoutMs: 5000,
  writeTimeoutMs: 10_000,
  fileTimeoutMs: 30_000,
});
