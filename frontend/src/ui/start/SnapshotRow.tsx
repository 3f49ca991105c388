import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";

import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { Icon } from "../brand/icons.tsx";
import { linkFacts, sharingWords } from "../sharing/words.ts";
import { useVisitorCount } from "../visits/useVisitorCount.ts";
import { words } from "../words.ts";
import { fullTime, relativeTime } from "../wording/times.ts";
import { ListRow } from "./ListRow.tsx";

type SnapshotRowProps = { snapshot: SnapshotMetadata; now: number; onOpen: () => void };

/** One of the person's own snapshots, with who may open it and how many people did. [N2] [N4] */
export function SnapshotRow({ snapshot, now, onOpen }: SnapshotRowProps) {
  const visitors = useVisitorCount(snapshot.id);
  const made = (
    <time dateTime={new Date(snapshot.createdAt).toISOString()} title={fullTime(snapshot.createdAt)}>
      {words.start.created(relativeTime(snapshot.createdAt, now))}
    </time>
  );
  const opened = visitors === null ? [] : [sharingWords.openedBy(visitors)];
  return (
    <ListRow
      href={`/snapshot/${snapshot.id}`}
      title={snapshot.title}
      facts={[...linkFacts(snapshot, now), made, ...opened]}
      onOpen={onOpen}
      action={
        <CopyButton value={snapshot.url}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? sharingWords.linkCopied : sharingWords.copyLink}>
              <ActionIcon
                variant="subtle"
                color="gray"
                onClick={copy}
                aria-label={words.start.copyLinkOf(snapshot.title)}
              >
                <Icon name={copied ? "check" : "link"} />
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      }
    />
  );
}
