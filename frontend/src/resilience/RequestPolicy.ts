/** How long a request may take before its answer counts as lost. Milliseconds. */
export type RequestPolicy = { readonly readTimeoutMs: number; readonly writeTimeoutMs: number };

export const REQUESTS: RequestPolicy = Object.freeze({ readTimeoutMs: 5000, writeTimeoutMs: 10_000 });
