import { useCallback, useState } from "react";

import { useServices, type Desk } from "../Services.ts";
import { words } from "../words.ts";
import { refusalWords } from "../wording/refusalWords.ts";

/** Signing out: says before that drafts go with it, then destroys the key that they are encrypted with, for all tabs. [B2] */
export function useSignOut(desk: Desk) {
  const { identity, router, toasts } = useServices();
  const [draftCount, setDraftCount] = useState<number | null>(null);

  const signOut = useCallback(async () => {
    setDraftCount(null);
    const result = await identity.signOut();
    if (result.kind !== "ok") {
      // Still signed in: nothing was removed, and the work stays open.
      toasts.show({ operation: "signOut", text: refusalWords(result), tone: "failure" });
      return;
    }
    desk.siblings.tellSignedOut();
    await desk.sessions.close();
    desk.memory.forget();
    // Before its key, or what it was encrypted with would look damaged to the next one who signs in.
    await desk.studio.drafts.forget().catch(() => undefined);
    await desk.drafts.destroyKey().catch(() => {
      toasts.show({ operation: "signOut", text: words.account.draftsNotRemoved, tone: "failure" });
    });
    router.reset();
  }, [desk, identity, router, toasts]);

  const ask = useCallback(() => {
    async function countFirst(): Promise<void> {
      const { sessions, drafts } = desk;
      await sessions.orchestrator?.flushDraft();
      const kept = await drafts.list().catch(() => ({ drafts: [] }));
      const answers = await desk.survey.outbox.count().catch(() => 0);
      const lists = await desk.studio.drafts.count().catch(() => 0);
      // What this device could not keep goes with the page.
      const unkept = sessions.orchestrator?.state.isAtRisk === true ? 1 : 0;
      const count = kept.drafts.length + answers + lists + unkept;
      if (count > 0) setDraftCount(count);
      else await signOut();
    }
    void countFirst();
  }, [desk, signOut]);

  const stay = useCallback(() => setDraftCount(null), []);

  return { draftCount, ask, stay, signOut };
}
