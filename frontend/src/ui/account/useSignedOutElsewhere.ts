import { useEffect } from "react";

import { useServices, type Desk } from "../Services.ts";

type HeardOfDesk = Pick<Desk, "siblings" | "deviceKey" | "shelf">;

/**
 * Another tab signs the person out: what this device kept is lost, which every page says of its work, and they are asked to
 * sign in again in place. After that it is kept again. [B2] [B7]
 */
export function useSignedOutElsewhere({ siblings, deviceKey, shelf }: HeardOfDesk) {
  const { identity } = useServices();
  useEffect(() => {
    const endings = [
      siblings.subscribe(({ kind }) => {
        if (kind === "signedOut") deviceKey.lock();
      }),
      deviceKey.subscribe(() => {
        if (!deviceKey.isLocked) return;
        identity.markExpired();
        // The drafts that it lists are gone.
        void shelf.load();
      }),
      identity.subscribe(() => {
        const now = identity.state();
        if (now.kind === "signedIn" && now.signIn === "valid") deviceKey.unlock();
      }),
    ];
    return () => {
      for (const end of endings) end();
    };
  }, [siblings, deviceKey, shelf, identity]);
}
