import { Button, Group, Text } from "@mantine/core";
import { useId, useState } from "react";

import { assertNever } from "../../errors/assertNever.ts";
import type { DraftComparison } from "../../recovery/DraftComparer.ts";
import type { DamagedDraft, RecoverableDraft } from "../../recovery/RecoverableDraft.ts";
import { Icon } from "../brand/icons.tsx";
import { downloadFile } from "../device/download.ts";
import { words } from "../words.ts";
import { sizeWords } from "../wording/sizes.ts";
import { clockTime, fullTime, relativeTime } from "../wording/times.ts";
import { DraftDifferences } from "./DraftDifferences.tsx";
import classes from "./DraftRows.module.css";
import type { Drafts } from "./DraftShelf.ts";
import { useDraftComparison } from "./useDraftComparison.ts";

export type DraftActions = {
  onOpen: (draft: RecoverableDraft) => void;
  onDiscard: (draft: RecoverableDraft) => void;
  compare: (draft: RecoverableDraft) => Promise<DraftComparison>;
};

type DraftRowsProps = DraftActions & { drafts: Drafts; now: number };

/** One row a draft: what it is, how it differs from the server's copy, what can be done with it. [B3] */
export function DraftRows({ drafts, now, ...actions }: DraftRowsProps) {
  return (
    <ul className={classes.rows}>
      {drafts.drafts.map((draft) => (
        <DraftRow key={draft.draftId} draft={draft} now={now} {...actions} />
      ))}
      {drafts.damaged.map((damaged) => (
        <DamagedRow key={damaged.draftId} damaged={damaged} now={now} />
      ))}
    </ul>
  );
}

type DraftRowProps = DraftActions & { draft: RecoverableDraft; now: number };

function DraftRow({ draft, now, onOpen, onDiscard, compare }: DraftRowProps) {
  const titleId = useId();
  const differencesId = useId();
  const [isCompared, setIsCompared] = useState(false);
  const comparison = useDraftComparison(draft, compare);
  const { server } = draft;
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <Text fw={600} truncate id={titleId}>
          {draft.title}
        </Text>
        <Text size="xs" c="dimmed" title={fullTime(draft.editedAt)}>
          {rowWords(draft, comparison, now)}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button size="xs" aria-describedby={titleId} data-autofocus onClick={() => onOpen(draft)}>
          {words.recovery.open}
        </Button>
        {server.kind === "saved" && (
          <Button
            size="xs"
            variant="default"
            aria-describedby={titleId}
            aria-expanded={isCompared}
            aria-controls={isCompared ? differencesId : undefined}
            onClick={() => setIsCompared(!isCompared)}
          >
            {words.recovery.compare}
          </Button>
        )}
        <Button
          size="xs"
          variant="subtle"
          color="red"
          aria-describedby={titleId}
          onClick={() => onDiscard(draft)}
        >
          {words.recovery.discard}
        </Button>
      </Group>
      {server.kind === "saved" && isCompared && (
        <DraftDifferences
          id={differencesId}
          draft={draft}
          copy={server.copy}
          comparison={comparison}
          now={now}
        />
      )}
    </li>
  );
}

function DamagedRow({ damaged, now }: { damaged: DamagedDraft; now: number }) {
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <Text size="sm">{words.recovery.damaged}</Text>
        <Text size="xs" c="dimmed">
          {words.recovery.edited(relativeTime(damaged.editedAt, now))}
        </Text>
      </div>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="download" />}
        onClick={() => downloadFile(words.recovery.damagedFileName, damaged.bytes)}
      >
        {words.recovery.downloadDamaged}
      </Button>
    </li>
  );
}

function rowWords(draft: RecoverableDraft, comparison: DraftComparison | null, now: number): string {
  const edited = words.recovery.edited(relativeTime(draft.editedAt, now));
  const parts = [edited, serverWords(draft, now), sizeWords(draft.sizeBytes)];
  const count = comparison?.kind === "compared" ? comparison.rows.length : 0;
  if (count > 0) parts.push(words.recovery.partsDiffer(count));
  return parts.join(" · ");
}

function serverWords({ server }: RecoverableDraft, now: number): string {
  switch (server.kind) {
    case "neverSaved":
      return words.recovery.neverSaved;
    case "saved": {
      const when = clockTime(server.copy.updatedAt, now);
      return server.isNewer
        ? words.recovery.newerServerCopy(when, server.copy.savedBy)
        : words.recovery.serverCopy(when);
    }
    case "gone":
      return words.recovery.serverGone;
    case "unknown":
      return words.recovery.serverUnknown;
    default:
      return assertNever(server);
  }
}
