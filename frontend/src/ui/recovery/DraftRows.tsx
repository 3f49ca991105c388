import { Button, Group, Text } from "@mantine/core";
import { useId } from "react";

import { assertNever } from "../../errors/assertNever.ts";
import type { DamagedDraft, RecoverableDraft } from "../../recovery/RecoverableDraft.ts";
import { Icon } from "../brand/icons.tsx";
import { downloadFile } from "../device/download.ts";
import { words } from "../words.ts";
import { sizeWords } from "../wording/sizes.ts";
import { clockTime, fullTime, relativeTime } from "../wording/times.ts";
import classes from "./DraftRows.module.css";
import type { Drafts } from "./DraftShelf.ts";

export type DraftActions = {
  onOpen: (draft: RecoverableDraft) => void;
  onDiscard: (draft: RecoverableDraft) => void;
};

type DraftRowsProps = DraftActions & { drafts: Drafts; now: number };

/** One row a draft: what it is, how it differs from the server's copy, what can be done with it. [B3] */
export function DraftRows({ drafts, now, onOpen, onDiscard }: DraftRowsProps) {
  return (
    <ul className={classes.rows}>
      {drafts.drafts.map((draft) => (
        <DraftRow key={draft.draftId} draft={draft} now={now} onOpen={onOpen} onDiscard={onDiscard} />
      ))}
      {drafts.damaged.map((damaged) => (
        <DamagedRow key={damaged.draftId} damaged={damaged} now={now} />
      ))}
    </ul>
  );
}

type DraftRowProps = DraftActions & { draft: RecoverableDraft; now: number };

function DraftRow({ draft, now, onOpen, onDiscard }: DraftRowProps) {
  const titleId = useId();
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <Text fw={600} truncate id={titleId}>
          {draft.title}
        </Text>
        <Text size="xs" c="dimmed" title={fullTime(draft.editedAt)}>
          {words.recovery.edited(relativeTime(draft.editedAt, now))} · {serverWords(draft, now)} ·{" "}
          {sizeWords(draft.sizeBytes)}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button size="xs" aria-describedby={titleId} data-autofocus onClick={() => onOpen(draft)}>
          {words.recovery.open}
        </Button>
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

function serverWords({ server }: RecoverableDraft, now: number): string {
  switch (server.kind) {
    case "neverSaved":
      return words.recovery.neverSaved;
    case "saved": {
      const when = clockTime(server.updatedAt, now);
      return server.isNewer
        ? words.recovery.newerServerCopy(when, server.savedBy)
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
