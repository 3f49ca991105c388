import { useEffect, useRef, useSyncExternalStore } from "react";

import type { PersistenceOrchestrator } from "../../persistence/PersistenceOrchestrator.ts";
import type { Identity } from "../account/Identity.ts";

/** After signing in again in place, what was waiting to be saved is saved. [B7] */
export function useSignInAgain(identity: Identity, orchestrator: PersistenceOrchestrator) {
  const state = useSyncExternalStore(identity.subscribe, identity.state);
  const signIn = state.kind === "signedIn" ? state.signIn : null;
  const wasEnded = useRef(false);
  useEffect(() => {
    if (signIn === "valid" && wasEnded.current) void orchestrator.resume();
    wasEnded.current = signIn !== "valid";
  }, [signIn, orchestrator]);
  return { isPostponed: signIn === "postponed", ask: identity.askAgain };
}
