import { useEffect, useState } from "react";

import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import type { FromNewerVersion } from "../../session/WorkbenchSessionManager.ts";
import { createWorkbench } from "../../workbench/createWorkbench.ts";
import type { Workbench } from "../../workbench/Workbench.ts";
import type { OpeningFailure } from "../frame/RefusalPage.tsx";
import { useServices, type Desk } from "../Services.ts";

export type ShownSnapshot = { kind: "ok"; snapshot: SnapshotMetadata; workbench: Workbench };

type SnapshotState = { kind: "opening" } | ShownSnapshot | FromNewerVersion | OpeningFailure;

/** Reads a snapshot into a workbench of its own. */
export function useSnapshot(desk: Desk, id: string): SnapshotState {
  const { workbenchParts } = useServices();
  const [state, setState] = useState<SnapshotState>({ kind: "opening" });

  useEffect(() => {
    let isShown = true;

    async function open(): Promise<void> {
      const workbench = createWorkbench(workbenchParts);
      const opened = await desk.sessions.openSnapshot(workbench, id);
      if (!isShown) return;
      setState(opened.kind === "ok" ? { ...opened, workbench } : opened);
    }

    void open();
    return () => {
      isShown = false;
    };
  }, [desk, id, workbenchParts]);

  return state;
}
