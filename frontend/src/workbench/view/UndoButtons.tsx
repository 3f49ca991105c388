import { ActionIcon, Tooltip } from "@mantine/core";

import type { Undoable } from "../history/Undoable.ts";
import { workbenchWords as words } from "../words.ts";
import { Icon } from "./Icon.tsx";

/** Rendered again with every change of the work. They stay reachable where there is nothing to undo, and say so. */
export function UndoButtons({ work }: { work: Undoable }) {
  const button = (name: "undo" | "redo", isPossible: boolean, nothing: string, act: () => void) => (
    <Tooltip label={isPossible ? words[name] : nothing}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={words[name]}
        aria-disabled={!isPossible}
        {...(isPossible ? {} : { "data-disabled": true })}
        onClick={act}
      >
        <Icon name={name} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <>
      {button("undo", work.canUndo, words.nothingToUndo, () => work.undo())}
      {button("redo", work.canRedo, words.nothingToRedo, () => work.redo())}
    </>
  );
}
