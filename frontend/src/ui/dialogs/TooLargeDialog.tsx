import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

type TooLargeDialogProps = {
  sizeBytes: number;
  limitBytes: number;
  /** What takes the most room. */
  children: ReactNode;
  onDownload: () => void;
  onClose: () => void;
};

/** Says by how much, what is large, and what to do about it. [C4] [B10] */
export function TooLargeDialog({
  sizeBytes,
  limitBytes,
  children,
  onDownload,
  onClose,
}: TooLargeDialogProps) {
  return (
    <Dialog title={words.size.tooLarge} onClose={onClose}>
      <Text mb="md">{words.size.tooLargeBody(sizeBytes, limitBytes)}</Text>
      <Text size="sm" fw={600} mb={4}>
        {words.size.largest}
      </Text>
      {children}
      <Text mt="md" c="dimmed">
        {words.size.trim}
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
