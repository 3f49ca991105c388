import { Button, Group, Text } from "@mantine/core";

import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

type TooLargeDialogProps = {
  sizeBytes: number;
  limitBytes: number;
  onDownload: () => void;
  onClose: () => void;
};

/** Says by how much, and what to do about it. [C4] */
export function TooLargeDialog({
  sizeBytes,
  limitBytes,

  onDownload,
  onClose,
}: TooLargeDialogProps) {
  return (
    <Dialog title={words.tooLarge.title} onClose={onClose}>
      <Text>{words.tooLarge.body(sizeBytes, limitBytes)}</Text>
      <Text mt="md" c="dimmed">
        {words.tooLarge.trim}
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onDownload}>
          {words.common.downloadWork}
        </Button>
        <Button onClick={onClose} data-autofocus>
          {words.common.close}
        </Button>
      </Group>
    </Dialog>
  );
}
