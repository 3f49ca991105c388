import { Button, Group, Text } from "@mantine/core";

import { Dialog } from "../dialogs/Dialog.tsx";
import { words } from "../words.ts";

type PurgeDialogProps = {
  title: string;
  body: string;
  /** The verb on the button: what happens. */
  action: string;
  onDelete: () => void;
  onClose: () => void;
};

/** Asked before what cannot be undone; *Cancel* has the focus. */
export function PurgeDialog({ title, body, action, onDelete, onClose }: PurgeDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <Text mb="lg">{body}</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.common.cancel}
        </Button>
        <Button
          color="red"
          onClick={() => {
            onClose();
            onDelete();
          }}
        >
          {action}
        </Button>
      </Group>
    </Dialog>
  );
}
