import { assertNever } from "../../errors/assertNever.ts";
import type { PersistenceState } from "../../persistence/PersistenceState.ts";
import type { Workbench } from "../../workbench/Workbench.ts";
import { ConflictDialog } from "../dialogs/ConflictDialog.tsx";
import { FailureDialog } from "../dialogs/FailureDialog.tsx";
import { KeysDialog } from "../dialogs/KeysDialog.tsx";
import { ShareDialog } from "../dialogs/ShareDialog.tsx";
import { TooLargeDialog } from "../dialogs/TooLargeDialog.tsx";
import { words } from "../words.ts";
import { correlationIdOf, refusalWords } from "../wording/refusalWords.ts";
import type { BenchActions } from "./BenchActions.ts";
import type { BenchDialog } from "./BenchDialog.ts";
import { LargestParts } from "./LargestParts.tsx";

type BenchDialogsProps = {
  dialog: BenchDialog | null;
  workbench: Workbench;
  state: PersistenceState;
  actions: BenchActions;
  device: { label: string; modifier: string };
  now: number;
  onClose: () => void;
};

/** The dialog that is open over the workbench, if any. */
export function BenchDialogs(props: BenchDialogsProps) {
  const { dialog, workbench, state, actions, device, now, onClose } = props;
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "share":
      return (
        <ShareDialog
          defaultTitle={state.details.title}
          savesFirst={state.isDirty}
          onCreate={actions.share}
          onClose={onClose}
        />
      );
    case "keys":
      return <KeysDialog modifier={device.modifier} onClose={onClose} />;
    case "conflict":
      return state.newerCopy === null ? null : (
        <ConflictDialog
          title={state.details.title}
          mine={{ editedAt: state.save.kind === "unsaved" ? state.save.editedAt : now, device: device.label }}
          server={{
            savedAt: state.newerCopy.metadata.updatedAt,
            device: state.newerCopy.metadata.savedBy || words.bench.anotherDevice,
          }}
          now={now}
          rows={state.comparison?.rows ?? null}
          isServerReadOnly={state.comparison?.isServerReadOnly ?? false}
          onChoose={actions.choose}
          onAnswer={async (answer) => {
            await actions.resolveConflict(answer);
          }}
        />
      );
    case "tooLarge":
      return (
        <TooLargeDialog
          sizeBytes={dialog.sizeBytes}
          limitBytes={dialog.limitBytes}
          onDownload={actions.download}
          onClose={onClose}
        >
          <LargestParts workbench={workbench} sizeBytes={dialog.sizeBytes} />
        </TooLargeDialog>
      );
    case "failure":
      return (
        <FailureDialog
          title={dialog.title}
          userMessage={refusalWords(dialog.refusal)}
          correlationId={correlationIdOf(dialog.refusal)}
          onTryAgain={() => {
            onClose();
            dialog.tryAgain();
          }}
          onDownload={actions.download}
          onClose={onClose}
        />
      );
    default:
      return assertNever(dialog);
  }
}
