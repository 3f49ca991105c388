import { Button, Group, Text } from "@mantine/core";

import { Dialog } from "../dialogs/Dialog.tsx";
import { words } from "../words.ts";
import { DraftRows, type DraftActions } from "./DraftRows.tsx";
import type { Drafts } from "./DraftShelf.ts";

type RecoverDialogProps = DraftActions & {
  drafts: Drafts;
  now: number;
  /** Closing the dialog in any way keeps every draft. */
  onKeep: () => void;
};

/** Offered when the application starts and this device holds drafts. [B3] */
export function RecoverDialog({ drafts, now, onKeep, ...actions }: RecoverDialogProps) {
  return (
    <Dialog title={words.recovery.heading} onClose={onKeep} size="lg">
      <Text c="dimmed" mb="sm">
        {words.recovery.intro}
      </Text>
      <DraftRows drafts={drafts} now={now} {...actions} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onKeep}>
          {words.recovery.keep}
        </Button>
      </Group>
    </Dialog>
  );
}
