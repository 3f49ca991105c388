import { Button, Group, Text } from "@mantine/core";

import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

export type LeaveAnswer = "save" | "dontSave" | "cancel";

type LeaveDialogProps = {
  title: string;
  /** Whether the draft is on this device, so that leaving without saving loses nothing. */
  isKept: boolean;
  onAnswer: (answer: LeaveAnswer) => void;
};

/** Asked before unsaved work is left. [B5] Closing it is Cancel. */
export function LeaveDialog({ title, isKept, onAnswer }: LeaveDialogProps) {
  return (
    <Dialog title={words.leave.title(title)} onClose={() => onAnswer("cancel")}>
      <Text c={isKept ? "dimmed" : "var(--bench-danger-text)"}>
        {isKept ? words.leave.kept : words.leave.notKept}
      </Text>
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
