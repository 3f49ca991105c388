import { useEffect } from "react";

import { assertNever } from "../../errors/assertNever.ts";
import { useServices, type Desk } from "../Services.ts";
import { words } from "../words.ts";

/** Sends what waited to be saved while somebody is here, and says what became of it. [B7] */
export function useQueuedSaves({ queuedSaves, shelf }: Desk): void {
  const { toasts } = useServices();
  useEffect(
    () =>
      queuedSaves.start((news) => {
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
      }),
    [queuedSaves, shelf, toasts],
  );
}
