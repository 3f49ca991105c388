import { useEffect, useState, useSyncExternalStore } from "react";

import type { SurveyConnection, SurveyState } from "../../survey/SurveyConnection.ts";
import { useServices } from "../Services.ts";
import type { SurveyDesk } from "./SurveyDesk.ts";

/** The person's survey session, connected while the page is shown. */
export function useSurvey(desk: SurveyDesk): { state: SurveyState; connection: SurveyConnection } {
  const { identity } = useServices();
  const [connection] = useState(() => desk.connect());
  const state = useSyncExternalStore(connection.subscribe, connection.state);

  useEffect(() => {
    void connection.start();
    window.addEventListener("online", connection.tryNow);
    const comeBack = () => {
      const isAway = ["waiting", "offline"].includes(connection.state().link.kind);
      if (isAway && document.visibilityState === "visible") connection.tryNow();
    };
    document.addEventListener("visibilitychange", comeBack);
    const forget = identity.subscribe(() => {
      const now = identity.state();
      const isBack = now.kind === "signedIn" && now.signIn === "valid";
      if (isBack && connection.state().link.kind === "signedOut") connection.tryNow();
    });
    return () => {
      window.removeEventListener("online", connection.tryNow);
      document.removeEventListener("visibilitychange", comeBack);
      forget();
      connection.dispose();
    };
  }, [connection, identity]);

  return { state, connection };
}
