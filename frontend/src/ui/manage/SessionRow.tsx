import { memo } from "react";

import type { ListedSession } from "../../backendApi/ManageClient.ts";
import { useServices } from "../Services.ts";
import { sizeWords } from "../wording/sizes.ts";
import { relativeTime } from "../wording/times.ts";
import type { ManagedList } from "./ManagedList.ts";
import { ManagedRow, RowButton } from "./ManagedRow.tsx";
import { useManageActions } from "./useManageActions.ts";
import { manageWords } from "./words.ts";

type SessionRowProps = {
  session: ListedSession;
  isSelected: boolean;
  now: number;
  list: ManagedList<ListedSession>;
  onSelect: (id: string) => void;
  onTag: (tag: string) => void;
  onEditTags: (sessions: readonly ListedSession[]) => void;
};

/** Memoised: scrolling draws the rows that come into sight, and no other again. */
export const SessionRow = memo(function SessionRow(props: SessionRowProps) {
  const { session, isSelected, now, list, onSelect, onTag, onEditTags } = props;
  const { router } = useServices();
  const actions = useManageActions();
  return (
    <ManagedRow
      title={session.title}
      href={`/?session=${session.id}`}
      isSelected={isSelected}
      onSelect={() => onSelect(session.id)}
      onOpen={() => void router.go({ kind: "session", id: session.id })}
      mark={
        <RowButton
          label={session.starred ? manageWords.unstar(session.title) : manageWords.star(session.title)}
          icon={session.starred ? "starred" : "star"}
          isPressed={session.starred}
          onClick={() => void actions.star(list, session, !session.starred)}
        />
      }
      facts={[
        manageWords.saved(relativeTime(session.updatedAt, now)),
        manageWords.openedAt(relativeTime(session.lastOpenedAt, now)),
        manageWords.version(session.version),
        sizeWords(session.sizeBytes),
      ]}
      tags={session.tags}
      onTag={onTag}
      actions={
        <>
          <RowButton
            label={manageWords.tagsOf(session.title)}
            icon="tag"
            text={manageWords.tagsLabel}
            onClick={() => onEditTags([session])}
          />
          <RowButton
            label={manageWords.trashOf(session.title)}
            icon="trash"
            text={manageWords.tabs.trash}
            onClick={() => void actions.trash(list, [session])}
          />
        </>
      }
    />
  );
});
