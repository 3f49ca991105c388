import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";

import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { Icon } from "../brand/icons.tsx";
import { words } from "../words.ts";
import { fullTime, relativeTime } from "../wording/times.ts";
import { ListRow } from "./ListRow.tsx";

type SnapshotRowProps = {
  snapshot: SnapshotMetadata;
  now: number;
  onOpen: () => void;
  /** How many people besides the owner opened it; null where that is not known. */
  countVisitors: (snapshotId: string) => Promise<number | null>;
};

/** One of the person's own snapshots, with the number of people who opened it. [N4] */
export function SnapshotRow({ snapshot, now, onOpen, countVisitors }: SnapshotRowProps) {
  const [visitors, setVisitors] = useState<number | null>(null);
  useEffect(() => {
    let isShown = true;
    async function count(): Promise<void> {
      const counted = await countVisitors(snapshot.id);
      if (isShown) setVisitors(counted);
    }
    void count();
    return () => {
      isShown = false;
    };
  }, [countVisitors, snapshot.id]);

  const made = (
    <time dateTime={new Date(snapshot.createdAt).toISOString()} title={fullTime(snapshot.createdAt)}>
      {words.start.created(relativeTime(snapshot.createdAt, now))}
    </time>
  );
  return (
    <ListRow
      href={`/snapshot/${snapshot.id}`}
      title={snapshot.title}
      facts={visitors === null ? [made] : [made, words.share.openedBy(visitors)]}
      onOpen={onOpen}
      action={
        <CopyButton value={snapshot.url}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? words.share.linkCopied : words.share.copyLink}>
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
