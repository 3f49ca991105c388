import { useEffect, useState } from "react";

import type { TabMemory } from "../../recovery/TabMemory.ts";
import type { WorkPanel } from "../history/WorkArea.tsx";

const PANELS: readonly WorkPanel[] = ["history", "conversation"];

/** What stands beside the session, as it was before a reload; remembered from when the session has an id. [B11] */
export function useBeside(memory: TabMemory, sessionId: string | null) {
  const [before] = useState(() => (sessionId === null ? null : memory.of(sessionId)));
  const [panel, setPanel] = useState<WorkPanel | null>(panelNamed(before?.panel));
  const [message, setMessage] = useState(before?.message ?? "");
  useEffect(() => {
    if (sessionId !== null) memory.remember(sessionId, { panel, message });
  }, [memory, sessionId, panel, message]);
  return { panel, setPanel, message, setMessage };
}

/** Another version of the application may have remembered a panel that there is not. */
function panelNamed(name: string | null | undefined): WorkPanel | null {
  return PANELS.find((panel) => panel === name) ?? null;
}
