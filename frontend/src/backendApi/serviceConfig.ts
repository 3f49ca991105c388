import type { PersistencePolicy } from "../persistence/PersistencePolicy.ts";
import { answerOf } from "./answer.ts";
import type { ServiceClient } from "./serviceClient.ts";

/** The numbers that the service gives to its browsers [R7]; null where it gives none now. */
export async function readPersistencePolicy(
  client: ServiceClient,
  now: () => number,
): Promise<PersistencePolicy | null> {
  const answer = await answerOf(client.GET("/config"), now);
  if (answer.kind !== "ok") return null;
  const { limits, timing } = answer.data;
  return {
    autoSaveDebounceMs: timing.draft_delay_ms,
    backendPollingIntervalMs: timing.poll_interval_ms,
    limitBytes: limits.max_content_size_bytes,
  };
}
