import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import type { RecoverableDraft } from "../recovery/RecoverableDraft.ts";
import { SignInAgainDialog } from "../ui/account/SignInAgainDialog.tsx";
import { SignOutDialog } from "../ui/account/SignOutDialog.tsx";
import { useSignedOutElsewhere } from "../ui/account/useSignedOutElsewhere.ts";
import { useSignOut } from "../ui/account/useSignOut.ts";
import { UserMenu } from "../ui/account/UserMenu.tsx";
import { CommandCenter } from "../ui/commands/CommandCenter.tsx";
import { whenIdle } from "../ui/device/whenIdle.ts";
import { RecoverDialog } from "../ui/recovery/RecoverDialog.tsx";
import { isEmpty } from "../ui/recovery/DraftShelf.ts";
import { useQueuedSaves } from "../ui/recovery/useQueuedSaves.ts";
import { useDraftActions } from "../ui/recovery/useDraftActions.ts";
import { useServices, type Desk } from "../ui/Services.ts";
import { StatusContext } from "../ui/status/StatusContext.ts";
import { RoutedPage } from "./RoutedPage.tsx";

const loadStatus = () => import("../ui/status/StatusDialog.tsx");
const StatusDialog = lazy(async () => ({ default: (await loadStatus()).StatusDialog }));

/** Everything that a signed-in person sees: the page of the address, and what may lie over any page. */
export function DeskPages({ desk }: { desk: Desk }) {
  const { identity, router, clock } = useServices();
  const identityState = useSyncExternalStore(identity.subscribe, identity.state);
  const route = useSyncExternalStore(router.subscribe, router.route);
  const drafts = useSyncExternalStore(desk.shelf.subscribe, desk.shelf.drafts);
  const [isRecovering, setIsRecovering] = useState(false);
  const [isStatusShown, setIsStatusShown] = useState(false);
  const signOut = useSignOut(desk);
  const draftActions = useDraftActions(desk);

  useQueuedSaves(desk);
  useSignedOutElsewhere(desk);

  // Once, when the application starts: every draft that says something else than the server is offered. [B3]
  useEffect(() => {
    const { page, visit } = router.route();
    async function offer(): Promise<void> {
      const found = await desk.shelf.load();
      // Whoever has gone on meanwhile finds the drafts on the start page; a snapshot is looked at undisturbed. [B6]
      const isStillThere = router.route().visit === visit;
      setIsRecovering(isStillThere && page.kind !== "snapshot" && !isEmpty(found));
    }
    void offer();
  }, [desk, router]);

  // Fetched before anybody asks for it: when they do, the service may be away.
  useEffect(
    () =>
      whenIdle(() => {
        void Promise.all([loadStatus(), import("../ui/status/StatusPage.tsx")]).catch(() => undefined);
      }),
    [],
  );
  const showStatus = useCallback(() => {
    const { kind } = router.route().page;
    if (kind === "bench" || kind === "snapshot") setIsStatusShown(true);
    else void router.go({ kind: "status" });
  }, [router]);

  function openDraft(draft: RecoverableDraft): void {
    setIsRecovering(false);
    draftActions.onOpen(draft);
  }

  const userMenu = useMemo(
    () => <UserMenu name={desk.person.name} onSignOut={signOut.ask} />,
    [desk, signOut.ask],
  );

  return (
    <StatusContext value={showStatus}>
      <RoutedPage
        key={route.visit}
        route={route}
        desk={desk}
        drafts={drafts}
        draftActions={draftActions}
        userMenu={userMenu}
      />
      <CommandCenter />
      {isStatusShown && (
        <Suspense fallback={null}>
          <StatusDialog desk={desk} onClose={() => setIsStatusShown(false)} />
        </Suspense>
      )}
      {isRecovering && !isEmpty(drafts) && (
        <RecoverDialog
          drafts={drafts}
          now={clock()}
          onOpen={openDraft}
          onDiscard={draftActions.onDiscard}
          compare={draftActions.compare}
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
    </StatusContext>
  );
}
