import { CopyButton } from "@mantine/core";

import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { useServices } from "../Services.ts";
import { linkFacts, sharingWords } from "../sharing/words.ts";
import { useVisitorCount } from "../visits/useVisitorCount.ts";
import { sizeWords } from "../wording/sizes.ts";
import { relativeTime } from "../wording/times.ts";
import { ManagedRow, RowButton } from "./ManagedRow.tsx";
import { manageWords } from "./words.ts";

type SnapshotRowProps = {
  snapshot: SnapshotMetadata;
  isSelected: boolean;
  now: number;
  onSelect: (id: string) => void;
  onShare: (id: string) => void;
  onVisits: (snapshot: SnapshotMetadata) => void;
  onDelete: (snapshot: SnapshotMetadata) => void;
};

/** What a person wants to know of a link comes first: a narrow window shows no more. */
export function SnapshotRow(props: SnapshotRowProps) {
  const { snapshot, isSelected, now, onSelect, onShare, onVisits, onDelete } = props;
  const { router } = useServices();
  const visitors = useVisitorCount(snapshot.id);
  return (
    <ManagedRow
      title={snapshot.title}
      href={`/snapshot/${snapshot.id}`}
      isSelected={isSelected}
      onSelect={() => onSelect(snapshot.id)}
      onOpen={() => void router.go({ kind: "snapshot", id: snapshot.id })}
      facts={[
        ...linkFacts(snapshot, now),
        ...(visitors === null ? [] : [sharingWords.openedBy(visitors)]),
        manageWords.made(relativeTime(snapshot.createdAt, now)),
        sizeWords(snapshot.sizeBytes),
      ]}
      actions={
        <>
          <CopyButton value={snapshot.url}>
            {({ copied, copy }) => (
              <RowButton
                label={copied ? sharingWords.linkCopied : manageWords.copyLinkOf(snapshot.title)}
                icon={copied ? "check" : "link"}
                text={copied ? sharingWords.linkCopied : sharingWords.copyLink}
                isSpare
                onClick={copy}
              />
            )}
          </CopyButton>
          <RowButton
            label={manageWords.sharingOf(snapshot.title)}
            icon="people"
            text={manageWords.sharing}
            onClick={() => onShare(snapshot.id)}
          />
          <RowButton
            label={manageWords.visitsOf(snapshot.title)}
            icon="eye"
            text={manageWords.whoOpened}
            onClick={() => onVisits(snapshot)}
          />
          <RowButton
            label={manageWords.deleteOf(snapshot.title)}
            icon="trash"
            text={manageWords.delete}
            onClick={() => onDelete(snapshot)}
          />
        </>
      }
    />
  );
}
