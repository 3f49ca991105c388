import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";

import type { Side } from "../../documents/mergeParts.ts";
import type { ConflictRow } from "../../persistence/Comparison.ts";
import { newerWords } from "../newer/words.ts";
import { words } from "../words.ts";
import { clockTime, fullTime } from "../wording/times.ts";
import { ConflictRows } from "./ConflictRows.tsx";
import { Dialog } from "./Dialog.tsx";

export type ConflictAnswer = "merge" | "keepBoth" | "useServer" | "replaceServer" | "cancel";

type ConflictDialogProps = {
  title: string;
  mine: { editedAt: number; device: string };
  server: { savedAt: number; device: string };
  now: number;
  /** What differs part by part; null while it is compared, or where it cannot be. */
  rows: readonly ConflictRow[] | null;
  /** The server's copy is of a newer version of this application: it can be looked at, not merged or replaced. [C7] */
  isServerReadOnly: boolean;
  onChoose: (key: string, side: Side) => void;
  /** Resolves when the choice is carried out; the dialog shows progress until then. */
  onAnswer: (answer: ConflictAnswer) => Promise<void>;
};

const MERGE = {
  answer: "merge",
  label: words.conflict.saveMerged,
  hint: words.conflict.saveMergedHint,
} as const;
const CHOICES = [
  { answer: "keepBoth", label: words.conflict.keepBoth, hint: words.conflict.keepBothHint },
  { answer: "useServer", label: words.conflict.useServer, hint: words.conflict.useServerHint },
  { answer: "replaceServer", label: words.conflict.replaceServer, hint: words.conflict.replaceServerHint },
] as const;

function choicesAmong(rows: ConflictDialogProps["rows"], isServerReadOnly: boolean) {
  if (isServerReadOnly) return CHOICES.filter(({ answer }) => answer !== "replaceServer");
  return rows === null ? CHOICES : [MERGE, ...CHOICES];
}

/** Names both copies by device and time and lets the person choose. [B4] Closing it chooses nothing. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { title, mine, server, now, rows, isServerReadOnly, onChoose, onAnswer } = props;
  const [working, setWorking] = useState<ConflictAnswer | null>(null);

  const choices = choicesAmong(rows, isServerReadOnly);
  const isUndecided = rows?.some(({ side }) => side === null) ?? false;

  async function answer(choice: ConflictAnswer): Promise<void> {
    setWorking(choice);
    await onAnswer(choice);
    setWorking(null);
  }

  return (
    <Dialog title={words.conflict.title(title)} onClose={() => void answer("cancel")} size="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Copy
          heading={words.conflict.thisTab}
          words={words.conflict.editedAt(clockTime(mine.editedAt, now))}
          full={fullTime(mine.editedAt)}
          device={mine.device}
        />
        <Copy
          heading={words.conflict.server}
          words={words.conflict.savedAt(clockTime(server.savedAt, now), server.device)}
          full={fullTime(server.savedAt)}
          device={null}
        />
      </SimpleGrid>
      {isServerReadOnly && <Text mt="sm">{newerWords.conflict}</Text>}
      {rows !== null && <ConflictRows rows={rows} isDisabled={working !== null} onChoose={onChoose} />}
      <Stack gap="sm" mt="lg">
        {choices.map(({ answer: choice, label, hint }, position) => (
          <Group key={choice} justify="space-between" gap="sm" wrap="wrap">
            <Text size="sm" c="dimmed" flex="1 1 220px" id={`conflict-${choice}`}>
              {hint}
            </Text>
            <Button
              variant={position === 0 ? "filled" : "default"}
              w={280}
              loading={working === choice}
              disabled={(working !== null && working !== choice) || (choice === "merge" && isUndecided)}
              aria-describedby={`conflict-${choice}`}
              onClick={() => void answer(choice)}
            >
              {label}
            </Button>
          </Group>
        ))}
        <Group justify="flex-end">
          <Button
            variant="subtle"
            color="gray"
            disabled={working !== null}
            onClick={() => void answer("cancel")}
          >
            {words.common.cancel}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

type CopyProps = { heading: string; words: string; full: string; device: string | null };

function Copy({ heading, words: description, full, device }: CopyProps) {
  return (
    <Paper withBorder p="sm">
      <Title order={3}>{heading}</Title>
      <Text size="sm" title={full}>
        {description}
      </Text>
      {device === null ? null : (
        <Text size="xs" c="dimmed">
          {device}
        </Text>
      )}
    </Paper>
  );
}
