import { useEffect, useSyncExternalStore } from "react";

import { assertNever } from "../../errors/assertNever.ts";
import { useServices, type Desk } from "../Services.ts";
import { words } from "../words.ts";

/** Sends what waited to be saved while the service knows the person, and says what became of it. [B7] */
export function useQueuedSaves({ queuedSaves, shelf }: Desk): void {
  const { identity, toasts } = useServices();
  const state = useSyncExternalStore(identity.subscribe, identity.state);
  const isKnown = state.kind === "signedIn" && state.signIn === "valid";
  useEffect(() => {
    if (!isKnown) return undefined;
    return queuedSaves.start((news) => {
      const operation = `saved after all ${news.title}`;
      switch (news.kind) {
        case "saved":
          toasts.show({ operation, text: words.recovery.savedAfterAll(news.title), tone: "done" });
          break;
        case "keptAsDraft":
          toasts.show({ operation, text: words.recovery.notSavedAfterAll(news.title), tone: "failure" });
          break;
        default:
          assertNever(news);
      }
      void shelf.load();
    });
  }, [isKnown, queuedSaves, shelf, toasts]);
}
