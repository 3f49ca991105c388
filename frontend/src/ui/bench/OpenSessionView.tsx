import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";

import { useWorkCommands } from "../commands/useWorkCommands.ts";
import { useNow } from "../device/useNow.ts";
import { useDocumentTitle } from "../device/useDocumentTitle.ts";
import { LeaveDialog } from "../dialogs/LeaveDialog.tsx";
import { WorkArea } from "../history/WorkArea.tsx";
import { type Desk, useServices } from "../Services.ts";
import { BenchActions } from "./BenchActions.ts";
import { BenchBar } from "./BenchBar.tsx";
import type { BenchDialog } from "./BenchDialog.ts";
import { BenchDialogs } from "./BenchDialogs.tsx";
import { BenchNotices } from "./BenchNotices.tsx";
import { LeaveQuestion } from "./LeaveQuestion.ts";
import type { OpenBench } from "./openBench.ts";
import classes from "./OpenSessionView.module.css";
import { useBeside } from "./useBeside.ts";
import { useSessionAddress } from "./useSessionAddress.ts";
import { useShortcuts } from "./useShortcuts.ts";
import { useSignInAgain } from "./useSignInAgain.ts";

const CLOCK_TICK_MS = 30_000;

type OpenSessionViewProps = {
  desk: Desk;
  bench: OpenBench;
  /** Content that came from a snapshot becomes a session of the person's own at once. [B6] */
  saveAtOnce: boolean;
  userMenu: ReactNode;
};

/** An open session: the bar, what the person should know, the workbench, and the dialogs over it. */
export function OpenSessionView({ desk, bench, saveAtOnce, userMenu }: OpenSessionViewProps) {
  const { orchestrator, workbench } = bench;
  const services = useServices();
  const { backend, announcer, toasts, navigation, router, clock, device } = services;
  const state = useSyncExternalStore(orchestrator.subscribe, () => orchestrator.state);
  const now = useNow(clock, CLOCK_TICK_MS);
  const [dialog, setDialog] = useState<BenchDialog | null>(null);
  const { panel, setPanel, message, setMessage } = useBeside(desk.memory, state.metadata?.id ?? null);

  const question = useMemo(() => new LeaveQuestion({ orchestrator }), [orchestrator]);
  const actions = useMemo(
    () =>
      new BenchActions({
        bench,
        backend,
        operations: desk.operations,
        announcer,
        toasts,
        show: setDialog,
        leave() {
          question.decide();
          void router.go({ kind: "start" });
        },
        reopen: (id) => void router.go({ kind: "session", id }),
        openAfresh: (id) => router.again({ kind: "saved", sessionId: id }),
      }),
    [bench, backend, desk.operations, announcer, toasts, router, question],
  );
  const answerLeaving = useSyncExternalStore(question.subscribe, question.answer);
  useEffect(
    () =>
      navigation.guard(
        () => question.mayLeave(actions.save),
        () => orchestrator.state.isAtRisk,
      ),
    [navigation, question, actions, orchestrator],
  );

  const signIn = useSignInAgain(services.identity, orchestrator);
  useSessionAddress(navigation, state.metadata?.id ?? null);
  useDocumentTitle(state.details.title, state.isDirty);
  useShortcuts(
    useMemo(
      () => ({
        onSave: () => void actions.save(),
        onSaveCopy: () => void actions.saveCopy(),
        onShowKeys: () => setDialog({ kind: "keys" }),
      }),
      [actions],
    ),
  );
  const workCommands = useMemo(
    () => ({
      onSave: () => void actions.save(),
      onSaveCopy: () => void actions.saveCopy(),
      onShare: () => setDialog({ kind: "share" }),
      onShowHistory: () => setPanel("history"),
      onShowConversation: () => setPanel("conversation"),
      onDownload: actions.download,
    }),
    [actions, setPanel],
  );
  useWorkCommands({ workbench, modifier: device.modifier, ...workCommands });
  useEffect(() => {
    if (saveAtOnce) void actions.save();
  }, [saveAtOnce, actions]);

  return (
    <div className={classes.page}>
      <BenchBar
        workbench={workbench}
        state={state}
        clock={clock}
        modifier={device.modifier}
        actions={{
          onStart: () => void router.go({ kind: "start" }),
          onRename: actions.rename,
          onSave: () => void actions.save(),
          onSaveCopy: () => void actions.saveCopy(),
          onShare: () => setDialog({ kind: "share" }),
          onDownload: actions.download,
          onShowKeys: () => setDialog({ kind: "keys" }),
          onShowHistory: () => setPanel(panel === "history" ? null : "history"),
          onShowConversation: () => setPanel(panel === "conversation" ? null : "conversation"),
          onSignIn: signIn.ask,
          onDelete: state.metadata === null ? null : () => void actions.delete(),
        }}
        userMenu={userMenu}
      />
      <BenchNotices
        state={state}
        now={now}
        isSignedOut={signIn.isPostponed && state.save.kind !== "signInRequired"}
        onSave={() => void actions.save()}
        onDownload={actions.download}
        onReview={actions.review}
        onSignIn={signIn.ask}
      />
      <main className={classes.workbench}>
        <WorkArea
          workbench={workbench}
          orchestrator={orchestrator}
          state={state}
          panel={panel}
          conversation={desk.conversation}
          message={message}
          onMessageChange={setMessage}
          save={actions.save}
          onClosePanel={() => setPanel(null)}
        />
      </main>
      <BenchDialogs
        dialog={dialog}
        workbench={workbench}
        state={state}
        actions={actions}
        device={device}
        now={now}
        onClose={() => setDialog(null)}
      />
      {answerLeaving !== null && (
        <LeaveDialog
          title={state.details.title}
          isKept={state.draftFailure === null}
          onAnswer={answerLeaving}
        />
      )}
    </div>
  );
}
