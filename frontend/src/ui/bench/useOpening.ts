import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { Restoration, type RestorationState } from "../../recovery/Restoration.ts";
import type { FromNewerVersion } from "../../session/WorkbenchSessionManager.ts";
import type { OpeningFailure } from "../frame/RefusalPage.tsx";
import type { Opening } from "../routing/Router.ts";
import { useServices, type Desk } from "../Services.ts";
import { openBench, type OpenBench } from "./openBench.ts";

/** `restoredEmpty` is a session that begins here. */
export type OpeningState = RestorationState<OpenBench, FromNewerVersion | OpeningFailure>;

/** Opens what the page starts from, once, and closes it when the page goes away; the draft is written first. [B11] */
export function useOpening({ sessions }: Pick<Desk, "sessions">, opening: Opening): OpeningState {
  const { workbenchParts, clock } = useServices();
  const [, throwInRender] = useState(null);
  const restoration = useMemo(
    () =>
      new Restoration<OpenBench, FromNewerVersion | OpeningFailure>({
        async read() {
          const opened = await openBench(opening, { sessions, workbenchParts, now: clock() });
          if (opened.kind !== "ok") return { kind: "restoredWithError", failure: opened };
          return { kind: beginsEmpty(opening) ? "restoredEmpty" : "restored", value: opened };
        },
        // The page was left while it was opening: only what this page opened is closed, not what came after it.
        discard({ orchestrator }) {
          if (sessions.orchestrator === orchestrator) void sessions.close();
        },
      }),
    [sessions, opening, workbenchParts, clock],
  );

  useEffect(() => {
    restoration.restore().catch((error: unknown) => {
      // The error boundary shows only what is thrown in a render.
      throwInRender(() => {
        throw error;
      });
    });
    return () => {
      restoration.reset();
      void sessions.close();
    };
  }, [restoration, sessions]);

  return useSyncExternalStore(restoration.subscribe, restoration.state);
}

function beginsEmpty({ kind }: Opening): boolean {
  return kind !== "saved" && kind !== "draft" && kind !== "copy";
}
