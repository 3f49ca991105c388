import type { DamagedDraft } from "../../studio/StudioDrafts.ts";
import type { OpenStudio } from "../../studio/StudioState.ts";
import { NoticeLine } from "../bench/NoticeLine.tsx";
import { clockTime } from "../wording/times.ts";
import { words } from "../words.ts";
import { type RecoveryHandlers, recoveryButtons } from "./recoveryButtons.ts";
import { studioWords } from "./words.ts";

type StudioNoticesProps = {
  open: OpenStudio;
  isKept: boolean;
  damaged: readonly DamagedDraft[];
  now: number;
  handlers: RecoveryHandlers & { download: () => void };
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  onStay: () => void;
  onDownloadDamaged: (damaged: DamagedDraft) => void;
  onDismissDamaged: (damaged: DamagedDraft) => void;
};

/** What the person should know while they go on working: one line each, worst first. */
export function StudioNotices({ open, isKept, damaged, now, handlers, ...on }: StudioNoticesProps) {
  const { save, work } = open;
  return (
    <>
      {!isKept && save.kind !== "saved" && (
        <NoticeLine
          tone="danger"
          text={words.bench.notBackedUp(words.bench.keepsNothing)}
          actions={[{ label: words.bench.download, onClick: handlers.download }]}
        />
      )}
      {save.kind === "refused" && (
        <NoticeLine
          tone="danger"
          text={save.failure.userMessage}
          actions={recoveryButtons(save.failure.recoveryActions, handlers)}
        />
      )}
      {save.kind === "conflict" && (
        <NoticeLine
          tone="warning"
          text={studioWords.conflict(work.transformations.length, save.theirs.transformations.length)}
          actions={[
            { label: studioWords.keepMine, onClick: on.onKeepMine },
            { label: studioWords.takeTheirs, onClick: on.onTakeTheirs },
          ]}
        />
      )}
      {open.isExpiring && (
        <NoticeLine
          tone="warning"
          text={studioWords.expiring(clockTime(open.expiresAt, now))}
          actions={[
            { label: studioWords.stay, onClick: on.onStay },
            { label: words.bench.download, onClick: handlers.download },
          ]}
        />
      )}
      {damaged.map((each) => (
        <NoticeLine
          key={each.asideId}
          tone="warning"
          text={studioWords.damaged}
          actions={[
            { label: words.recovery.downloadDamaged, onClick: () => on.onDownloadDamaged(each) },
            { label: studioWords.dismiss, onClick: () => on.onDismissDamaged(each) },
          ]}
        />
      ))}
    </>
  );
}
