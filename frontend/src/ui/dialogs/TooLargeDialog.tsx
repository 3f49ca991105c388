import { Button, Group, List, Text, Title } from "@mantine/core";

import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

export type ContentPart = { name: string; sizeBytes: number };

type TooLargeDialogProps = {
  sizeBytes: number;
  limitBytes: number;
  /** Largest first; empty where they are not known. */
  largestParts: readonly ContentPart[];
  onDownload: () => void;
  onClose: () => void;
};

/** Says by how much, and what to trim. [C4] [B10] */
export function TooLargeDialog({
  sizeBytes,
  limitBytes,
  largestParts,
  onDownload,
  onClose,
}: TooLargeDialogProps) {
  return (
    <Dialog title={words.tooLarge.title} onClose={onClose}>
      <Text>{words.tooLarge.body(sizeBytes, limitBytes)}</Text>
      {largestParts.length > 0 && (
        <>
          <Title order={3} mt="md" mb={4}>
            {words.tooLarge.largest}
          </Title>
          <List size="sm">
            {largestParts.map((part) => (
              <List.Item key={part.name}>{words.tooLarge.part(part.name, part.sizeBytes)}</List.Item>
            ))}
          </List>
        </>
      )}
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
