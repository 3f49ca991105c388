import { useSyncExternalStore } from "react";

import type { AuditTrail } from "../../observability/AuditTrail.ts";
import type { PersistenceOrchestrator } from "../../persistence/PersistenceOrchestrator.ts";
import { saveIndicatorOf, type SaveIndicator } from "../bench/saveIndicator.ts";
import { useIsOnline } from "../device/useIsOnline.ts";
import { relativeTime } from "../wording/times.ts";
import { Toned, type Tone } from "./Toned.tsx";
import { statusWords } from "./words.ts";

const TONES: Readonly<Record<SaveIndicator["tone"], Tone>> = {
  saved: "good",
  unsaved: "unknown",
  busy: "unknown",
  problem: "problem",
};

/** Of the session that is open below: the same words as in its top bar. */
export function OpenSessionSave({
  orchestrator,
  now,
}: {
  orchestrator: PersistenceOrchestrator;
  now: number;
}) {
  const state = useSyncExternalStore(orchestrator.subscribe, () => orchestrator.state);
  const { text, tone } = saveIndicatorOf(state, now, useIsOnline());
  return <Toned tone={TONES[tone]}>{text}</Toned>;
}

/** Where nothing is open: what this tab saved last. */
export function TabLastSave({ audit, now }: { audit: AuditTrail; now: number }) {
  const entries = useSyncExternalStore(audit.subscribe, () => audit.entries);
  const last = entries.findLast(
    ({ operation, isSuccess }) => isSuccess && (operation === "save" || operation === "create"),
  );
  return last === undefined ? (
    <Toned tone="unknown">{statusWords.connection.nothingSaved}</Toned>
  ) : (
    <Toned tone="good">{statusWords.connection.saved(relativeTime(last.at, now))}</Toned>
  );
}
