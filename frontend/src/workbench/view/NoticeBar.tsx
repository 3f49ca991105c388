import { Alert, Button, Group } from "@mantine/core";

import { workbenchWords as words } from "../words.ts";
import classes from "./NoticeBar.module.css";

export type Notice = { kind: "problem"; text: string } | { kind: "undoable"; text: string; undo: () => void };

/** One line about the last thing that happened. It stays until it is closed or another takes its place: nobody is hurried. */
export function NoticeBar({ notice, onDismiss }: { notice: Notice | null; onDismiss: () => void }) {
  const isProblem = notice?.kind === "problem";
  return (
    <div role={isProblem ? "alert" : "status"}>
      {notice && (
        <Alert
          className={classes.notice}
          role="presentation"
          color={isProblem ? "red" : "gray"}
          withCloseButton
          closeButtonLabel={words.dismiss}
          onClose={onDismiss}
        >
          <Group gap="md">
            {notice.text}
            {notice.kind === "undoable" && (
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  notice.undo();
                  onDismiss();
                }}
              >
                {words.undo}
              </Button>
            )}
          </Group>
        </Alert>
      )}
    </div>
  );
}
