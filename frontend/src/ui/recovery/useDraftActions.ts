import { useMemo } from "react";

import { useServices, type Desk } from "../Services.ts";
import { words } from "../words.ts";
import type { DraftActions } from "./DraftRows.tsx";

/** Opening a draft goes to its session's own address; discarding one can be taken back. [B3] */
export function useDraftActions(desk: Desk): DraftActions {
  const { router, toasts } = useServices();
  return useMemo(
    () => ({
      onOpen({ draftId, sessionId, server }) {
        const to =
          sessionId === null || server.kind === "gone"
            ? ({ kind: "newSession" } as const)
            : ({ kind: "session", id: sessionId } as const);
        void router.go(to, { kind: "draft", draftId });
      },
      compare: (draft) => desk.comparer.compare(draft),
      onDiscard({ draftId, title }) {
        async function discard(): Promise<void> {
          await desk.shelf.discard(draftId);
          toasts.show({
            operation: `discard ${draftId}`,
            text: words.recovery.discarded(title),
            tone: "done",
            action: { label: words.common.undo, onClick: () => void desk.shelf.undoDiscard(draftId) },
          });
        }
        void discard();
      },
    }),
    [desk, router, toasts],
  );
}
