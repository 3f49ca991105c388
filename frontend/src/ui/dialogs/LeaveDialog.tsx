import { Button, Group, Text } from "@mantine/core";

import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

export type LeaveAnswer = "save" | "dontSave" | "cancel";

/** Asked before unsaved work is left. [B5] Closing it is Cancel. */
export function LeaveDialog({ title, onAnswer }: { title: string; onAnswer: (answer: LeaveAnswer) => void }) {
  return (
    <Dialog title={words.leave.title(title)} onClose={() => onAnswer("cancel")}>
      <Text c="dimmed">{words.leave.body}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={() => onAnswer("cancel")}>
          {words.common.cancel}
        </Button>
        <Button variant="default" c="var(--bench-danger-text)" onClick={() => onAnswer("dontSave")}>
          {words.leave.dontSave}
        </Button>
        <Button data-autofocus onClick={() => onAnswer("save")}>
          {words.leave.save}
        </Button>
      </Group>
    </Dialog>
  );
}
