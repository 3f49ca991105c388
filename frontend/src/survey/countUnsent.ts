import type { SurveyConnection } from "./SurveyConnection.ts";
import type { SurveyOutbox } from "./SurveyOutbox.ts";

/**
 * How many changes would be gone with this device's key: those that it keeps, and those of the page that is open, which may
 * be nowhere else where the device keeps nothing.
 */
export async function countUnsent(
  outbox: Pick<SurveyOutbox, "count">,
  page: Pick<SurveyConnection, "state"> | null,
): Promise<number> {
  const kept = await outbox.count().catch(() => 0);
  return Math.max(kept, page?.state().unacknowledged ?? 0);
}
