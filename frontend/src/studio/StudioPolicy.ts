import type { RetryPolicy } from "../resilience/RetryPolicy.ts";
import { BACKGROUND } from "../resilience/RetryPolicy.ts";
import { STUDIO_HISTORY, type StudioHistoryPolicy } from "./StudioHistory.ts";

/** Every number of Data Studio. [B12] [R7] */
export type StudioPolicy = {
  /** The feature flag: off, a start is one attempt, and a lost connection is called offline at once. */
  readonly isRecoveryOn: boolean;
  /** The automatic attempts after the immediate one. */
  readonly start: RetryPolicy;
  /** How a save that did not arrive is tried again. */
  readonly save: RetryPolicy;
  /** From an edit to its draft on this device. */
  readonly draftDelayMs: number;
  /** From the last edit to its save. */
  readonly saveDelayMs: number;
  /** How long a lost connection is not called offline. */
  readonly connectionGraceMs: number;
  /** How long before its end a session says so. */
  readonly expiryNoticeMs: number;
  readonly history: StudioHistoryPolicy;
};

export const STUDIO: StudioPolicy = Object.freeze({
  isRecoveryOn: true,
  start: Object.freeze({ delaysMs: [2000, 4000, 8000], withinMs: Number.POSITIVE_INFINITY }),
  save: BACKGROUND,
  draftDelayMs: 200,
  saveDelayMs: 1000,
  connectionGraceMs: 30_000,
  expiryNoticeMs: 12 * 60 * 60 * 1000,
  history: STUDIO_HISTORY,
});
