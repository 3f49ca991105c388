import { assertNever } from "../../errors/assertNever.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";
import { FailureActions } from "../feedback/FailureActions.tsx";
import { words } from "../words.ts";
import { correlationIdOf, refusalWords } from "../wording/refusalWords.ts";
import { MessagePage } from "./MessagePage.tsx";

export type OpeningFailure = Refusal | { kind: "unreadable"; reason: string };

type RefusalPageProps = { refusal: OpeningFailure; onTryAgain: () => void; onStart: () => void };

/** In place of what could not be opened. Deleted, expired, paused and not found are different words. [N3] */
export function RefusalPage({ refusal, onTryAgain, onStart }: RefusalPageProps) {
  const { title, body, mayBeTriedAgain } = messageOf(refusal);
  const details = {
    title,
    message: body,
    correlationId: refusal.kind === "unreadable" ? null : correlationIdOf(refusal),
  };
  return (
    <MessagePage
      title={title}
      body={body}
      isAlert={mayBeTriedAgain}
      onStart={onStart}
      actions={
        mayBeTriedAgain ? (
          <FailureActions details={details} onTryAgain={onTryAgain} onDownload={null} />
        ) : null
      }
    />
  );
}

type Message = { title: string; body: string; mayBeTriedAgain: boolean };

function messageOf(refusal: OpeningFailure): Message {
  switch (refusal.kind) {
    case "notFound":
      return final(words.nothingHere.notFoundTitle, words.nothingHere.notFoundBody);
    case "gone":
      return goneMessage(refusal.code, refusal.userMessage);
    case "unreadable":
      return { title: words.failure.openTitle, body: refusal.reason, mayBeTriedAgain: true };
    case "unreachable":
      return {
        title: words.failure.unreachableTitle,
        body: words.failure.unreachableBody,
        mayBeTriedAgain: true,
      };
    case "signInRequired":
    case "rejected":
    case "contentTooLarge":
      return { title: words.failure.openTitle, body: refusalWords(refusal), mayBeTriedAgain: true };
    default:
      return assertNever(refusal);
  }
}

function goneMessage(code: string, userMessage: string): Message {
  const said = words.nothingHere;
  switch (code) {
    case "snapshot_deleted":
      return final(said.deletedTitle, said.deletedBody);
    case "snapshot_expired":
      return final(said.expiredTitle, said.expiredBody);
    case "snapshot_paused":
      return final(said.pausedTitle, said.pausedBody);
    default:
      return final(words.failure.openTitle, userMessage);
  }
}

function final(title: string, body: string): Message {
  return { title, body, mayBeTriedAgain: false };
}
