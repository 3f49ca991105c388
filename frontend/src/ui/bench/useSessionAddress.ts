import { useEffect } from "react";

import type { NavigationManager } from "../../navigation/NavigationManager.ts";

/** Gives the address of the open session as soon as it has one: after its first save, and after saving a copy. [B5] */
export function useSessionAddress(navigation: NavigationManager, sessionId: string | null): void {
  useEffect(() => {
    if (sessionId === null) return;
    const { address } = navigation;
    if (address.kind === "session" && address.id === sessionId) return;
    navigation.replaceState({ kind: "session", id: sessionId });
  }, [navigation, sessionId]);
}
