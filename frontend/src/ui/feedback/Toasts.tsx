import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

import { words } from "../words.ts";
import type { Announcer } from "./Announcer.ts";

const STAYS_MS = 8_000;

export type Toast = {
  /** One toast for each operation: a later one with the same name replaces what is shown. */
  operation: string;
  text: string;
  tone: "done" | "failure";
  action?: { label: string; onClick: () => void };
};

/** What happened and at most one thing to do about it. Failures stay until they are closed. */
export class Toasts {
  readonly #announcer: Announcer;

  constructor(options: { announcer: Announcer }) {
    this.#announcer = options.announcer;
  }

  show(toast: Toast): void {
    const failed = toast.tone === "failure";
    const notification = {
      id: toast.operation,
      message: <ToastBody toast={toast} onDone={() => this.hide(toast.operation)} />,
      color: failed ? "red" : "pine",
      role: failed ? "alert" : "group",
      autoClose: failed ? false : STAYS_MS,
      withBorder: true,
      closeButtonProps: { "aria-label": words.common.close },
    } as const;
    notifications.update(notification);
    notifications.show(notification);
    if (!failed) this.#announcer.announce(toast.text);
  }

  hide(operation: string): void {
    notifications.hide(operation);
  }
}

function ToastBody({ toast, onDone }: { toast: Toast; onDone: () => void }) {
  const { action } = toast;
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{toast.text}</Text>
      {action === undefined ? null : (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            onDone();
            action.onClick();
          }}
        >
          {action.label}
        </Button>
      )}
    </Group>
  );
}
