import { useEffect, useState } from "react";

import type { Opening } from "../routing/Router.ts";
import { useServices, type Desk } from "../Services.ts";
import { openBench, type BenchOpened } from "./openBench.ts";

export type OpeningState = { kind: "opening" } | BenchOpened;

/** Opens what the page starts from, and closes it when the page goes away; the draft is written first. */
export function useOpening(desk: Desk, opening: Opening): OpeningState {
  const { workbenchParts, clock } = useServices();
  const [state, setState] = useState<OpeningState>({ kind: "opening" });

  useEffect(() => {
    const { sessions } = desk;
    let isShown = true;

    async function open(): Promise<void> {
      const opened = await openBench(opening, { sessions, workbenchParts, now: clock() });
      if (isShown) setState(opened);
      // The page was left while it was opening: only what this page opened is closed, not what came after it.
      else if (opened.kind === "ok" && sessions.orchestrator === opened.orchestrator) await sessions.close();
    }

    open().catch((error: unknown) => {
      // Thrown in a render, so that the error boundary shows it.
      setState(() => {
        throw error;
      });
    });
    return () => {
      isShown = false;
      void sessions.close();
    };
  }, [desk, opening, workbenchParts, clock]);

  return state;
}
