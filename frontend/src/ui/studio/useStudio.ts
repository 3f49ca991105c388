import { useEffect, useState, useSyncExternalStore } from "react";

import type { StudioSession } from "../../studio/StudioSession.ts";
import type { StudioEvent, StudioState } from "../../studio/StudioState.ts";
import { type Desk, useServices } from "../Services.ts";
import { studioWords } from "./words.ts";

/** The person's session of one data set, while its page is shown. */
export function useStudio(desk: Desk, dataSet: string): { session: StudioSession; state: StudioState } {
  const { identity, toasts } = useServices();
  const { studio } = desk;
  const [session] = useState(() => {
    const onEvent = (event: StudioEvent): void => {
      const text = studioWords.event(event);
      const undo = { label: studioWords.undo, onClick: () => opened.undo() };
      const action = event === "merged" ? { action: undo } : {};
      toasts.show({ operation: "studio", text, tone: "done", ...action });
    };
    const opened: StudioSession = studio.open(dataSet, onEvent);
    return opened;
  });
  const state = useSyncExternalStore(session.subscribe, session.state);

  useEffect(() => {
    const askFirst = (event: BeforeUnloadEvent): void => {
      if (session.isAtRisk) event.preventDefault();
    };
    void session.start();
    const forgetActivity = studio.activity.subscribe(session.noteActivity);
    const forgetIdentity = identity.subscribe(() => {
      const now = identity.state();
      if (now.kind === "signedIn" && now.signIn === "valid") session.tryNow();
    });
    window.addEventListener("beforeunload", askFirst);
    return () => {
      window.removeEventListener("beforeunload", askFirst);
      forgetActivity();
      forgetIdentity();
      studio.close(session);
    };
  }, [session, studio, identity]);

  return { session, state };
}
