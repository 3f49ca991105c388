import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import type { RecoverableDraft } from "../recovery/RecoverableDraft.ts";
import { SignInAgainDialog } from "../ui/account/SignInAgainDialog.tsx";
import { SignOutDialog } from "../ui/account/SignOutDialog.tsx";
import { useSignOut } from "../ui/account/useSignOut.ts";
import { UserMenu } from "../ui/account/UserMenu.tsx";
import { RecoverDialog } from "../ui/recovery/RecoverDialog.tsx";
import { useDraftActions } from "../ui/recovery/useDraftActions.ts";
import { useServices, type Desk } from "../ui/Services.ts";
import { RoutedPage } from "./RoutedPage.tsx";

/** Everything that a signed-in person sees: the page of the address, and what may lie over any page. */
export function DeskPages({ desk }: { desk: Desk }) {
  const { identity, router, clock } = useServices();
  const identityState = useSyncExternalStore(identity.subscribe, identity.state);
  const route = useSyncExternalStore(router.subscribe, router.route);
  const drafts = useSyncExternalStore(desk.shelf.subscribe, desk.shelf.drafts);
  const [isRecovering, setIsRecovering] = useState(false);
  const signOut = useSignOut(desk);
  const draftActions = useDraftActions(desk);

  // Once, when the application starts: every draft that says something else than the server is offered. [B3]
  const showsOwnWork = route.page.kind !== "snapshot";
  useEffect(() => {
    let isShown = true;
    async function offer(): Promise<void> {
      const found = await desk.shelf.load();
      if (isShown && showsOwnWork && found.drafts.length + found.damaged.length > 0) setIsRecovering(true);
    }
    void offer();
    return () => {
      isShown = false;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [desk]);

  const openDraft = useCallback(
    (draft: RecoverableDraft) => {
      setIsRecovering(false);
      draftActions.onOpen(draft);
    },
    [draftActions],
  );
  const userMenu = useMemo(
    () => <UserMenu name={desk.person.name} onSignOut={signOut.ask} />,
    [desk, signOut.ask],
  );

  return (
    <>
      <RoutedPage
        key={route.visit}
        route={route}
        desk={desk}
        drafts={drafts}
        draftActions={draftActions}
        userMenu={userMenu}
      />
      {isRecovering && drafts.drafts.length + drafts.damaged.length > 0 && (
        <RecoverDialog
          drafts={drafts}
          now={clock()}
          onOpen={openDraft}
          onDiscard={draftActions.onDiscard}
          onKeep={() => setIsRecovering(false)}
        />
      )}
      {signOut.draftCount !== null && (
        <SignOutDialog
          draftCount={signOut.draftCount}
          onStay={signOut.stay}
          onSignOut={() => void signOut.signOut()}
        />
      )}
      {identityState.kind === "signedIn" && identityState.signIn === "expired" && (
        <SignInAgainDialog name={desk.person.name} onSignIn={identity.signIn} onClose={identity.postpone} />
      )}
    </>
  );
}
