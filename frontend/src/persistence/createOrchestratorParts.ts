import type { SiblingTabs } from "../activity/SiblingTabs.ts";
import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import type { Intentions } from "../resilience/Intentions.ts";
import { BACKGROUND } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { SessionSource } from "../session/SessionSource.ts";
import { BackendSyncManager } from "./BackendSyncManager.ts";
import { CommonVersion } from "./CommonVersion.ts";
import { ConflictDesk } from "./ConflictDesk.ts";
import { ConflictResolver } from "./ConflictResolver.ts";
import type { DeviceKey } from "./DeviceKey.ts";
import { DraftKeeper } from "./DraftKeeper.ts";
import { DraftSchedule } from "./DraftSchedule.ts";
import type { LocalBackupManager } from "./LocalBackupManager.ts";
import { NewerCopyWatch } from "./NewerCopyWatch.ts";
import type { OpenedSession } from "./OpenedSession.ts";
import { OpenWork } from "./OpenWork.ts";
import type { PersistencePolicy } from "./PersistencePolicy.ts";
import { RetrySchedule } from "./RetrySchedule.ts";
import type { SessionBackend } from "./SessionBackend.ts";
import { SessionPresence } from "./SessionPresence.ts";
import { SessionStatus } from "./SessionStatus.ts";
import { WorkSaver } from "./WorkSaver.ts";

export type OrchestratorOptions = {
  source: SessionSource;
  opened: OpenedSession;
  backend: SessionBackend;
  drafts: LocalBackupManager;
  deviceKey: Pick<DeviceKey, "subscribe">;
  digester: ContentDigester;
  activity: WindowActivityObserver;
  siblings: SiblingTabs;
  operations: OperationRecorder;
  intentions: Intentions;
  timers: Timers;
  random: () => number;
  policy: PersistencePolicy;
  userId: string;
  tabId: string;
};

export type OrchestratorParts = ReturnType<typeof createOrchestratorParts>;

/**
 * The parts of one orchestrator, each knowing the few others that it needs.
 *
 * @param save saves in turn; for the parts that find out that it is time.
 */
export function createOrchestratorParts(options: OrchestratorOptions, save: () => void) {
  const { opened, backend, intentions, timers, random, drafts, siblings, userId, tabId } = options;
  const sessionId = opened.base?.id ?? null;
  const sync = new BackendSyncManager({ backend, intentions, sessionId, unanswered: opened.unanswered });
  const work = new OpenWork({ ...options, details: opened.details });
  const draft = new DraftKeeper({ drafts, intentions, sync, userId, tabId, sessionId });
  const retry = new RetrySchedule({ policy: BACKGROUND, timers, random, run: save });
  const common = new CommonVersion({ backend });
  const conflict = new ConflictDesk({ ...options, common, work });
  const presence = new SessionPresence({
    siblings,
    onChanged: () => status.showAgain(),
    onSavedByOther: () => void watch.poll(),
  });
  const inner = { ...options, sync, work, draft, retry, common, conflict, presence };
  const status = new SessionStatus(inner);
  const schedule = new DraftSchedule({ ...inner, status });
  const onNewerCopy = () => resolver.compareAgain();
  const saver = new WorkSaver({ ...inner, status, schedule, onNewerCopy });
  const resolver = new ConflictResolver({ ...inner, status, schedule, saver });
  const watch = new NewerCopyWatch({ ...inner, status, saver, onNewerCopy, save });
  return { sync, work, draft, retry, common, presence, status, schedule, saver, resolver, watch };
}
