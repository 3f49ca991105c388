import type { TabIdentity } from "../activity/TabIdentity.ts";
import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { JsonObject } from "../documents/json.ts";
import { storedStepSchema } from "../modules/table/steps/storedStep.ts";
import { validateJtd } from "../moduleState/validateJtd.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import type { DeviceKey } from "../persistence/DeviceKey.ts";
import { browserTimers } from "../resilience/Timers.ts";
import type { StudioBackend } from "../studio/StudioBackend.ts";
import { openStudioDatabase, StudioDrafts } from "../studio/StudioDrafts.ts";
import type { StudioPolicy } from "../studio/StudioPolicy.ts";
import { StudioSession } from "../studio/StudioSession.ts";
import type { StudioDesk } from "../ui/studio/StudioDesk.ts";

type StudioParts = {
  backend: StudioBackend;
  policy: StudioPolicy;
  operations: OperationRecorder;
  tab: TabIdentity;
  activity: WindowActivityObserver;
  deviceKey: DeviceKey;
  userId: string;
  createId: () => string;
};

/** Data Studio of one person. The key of its drafts is that of all drafts, so signing out destroys it, too. [B2] */
export function createStudio({ userId, createId, activity, ...parts }: StudioParts): StudioDesk {
  const drafts = new StudioDrafts({
    openDatabase: openStudioDatabase,
    deviceKey: parts.deviceKey,
    userId,
    createId,
    isTransformation,
  });
  let isReady = Promise.resolve();
  return {
    drafts,
    activity,
    isRecoveryOn: parts.policy.isRecoveryOn,
    open: (dataSet, onEvent) =>
      new StudioSession({
        ...parts,
        dataSet,
        drafts,
        isTransformation,
        timers: browserTimers,
        random: () => Math.random(),
        isReady,
        onEvent,
      }),
    close: (session) => {
      isReady = session.dispose().catch(() => undefined);
    },
  };
}

/** Whether the table of this version can do it. */
function isTransformation(stored: JsonObject): boolean {
  return validateJtd(storedStepSchema, stored).length === 0;
}
