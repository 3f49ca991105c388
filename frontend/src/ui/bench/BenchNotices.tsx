import { assertNever } from "../../errors/assertNever.ts";
import type { DraftFailure, PersistenceState } from "../../persistence/PersistenceState.ts";
import { words } from "../words.ts";
import { clockTime } from "../wording/times.ts";
import { NoticeLine } from "./NoticeLine.tsx";

type BenchNoticesProps = {
  state: PersistenceState;
  now: number;
  /** The sign-in is over, the person closed the question, and the save indicator does not say so. */
  isSignedOut: boolean;
  onSave: () => void;
  onDownload: () => void;
  onReview: () => void;
  onSignIn: () => void;
};

/** What the person should know while they go on working: one line each, worst first. */
export function BenchNotices({ state, now, isSignedOut, ...on }: BenchNoticesProps) {
  const { draftFailure, newerCopy, isDirty, otherTabs } = state;
  return (
    <>
      {draftFailure !== null && isDirty && (
        <NoticeLine
          tone="danger"
          text={words.bench.notBackedUp(failureWords(draftFailure))}
          actions={[
            { label: words.bench.saveNow, onClick: on.onSave },
            { label: words.bench.download, onClick: on.onDownload },
          ]}
        />
      )}
      {isSignedOut && (
        <NoticeLine
          tone="warning"
          text={words.account.again}
          actions={[{ label: words.account.signIn, onClick: on.onSignIn }]}
        />
      )}
      {otherTabs > 0 && isDirty && newerCopy === null && (
        <NoticeLine tone="warning" text={words.bench.otherTabs(otherTabs)} actions={[]} />
      )}
      {newerCopy !== null && (
        <NoticeLine
          tone="warning"
          text={words.bench.newerCopy(
            newerCopy.metadata.savedBy || words.bench.anotherDevice,
            clockTime(newerCopy.metadata.updatedAt, now),
          )}
          actions={[{ label: words.bench.review, onClick: on.onReview }]}
        />
      )}
    </>
  );
}

function failureWords(failure: DraftFailure): string {
  switch (failure) {
    case "quotaExceeded":
      return words.bench.storageFull;
    case "storageUnavailable":
      return words.bench.storageOff;
    case "signedOut":
      return words.bench.signedOutElsewhere;
    default:
      return assertNever(failure);
  }
}
