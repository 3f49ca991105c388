import { ActionIcon, Tooltip } from "@mantine/core";

import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { Icon } from "./Icon.tsx";

/** Rendered again with every change of the workbench. They stay reachable where there is nothing to undo, and say so. */
export function UndoButtons({ workbench }: { workbench: Workbench }) {
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
      {button("undo", workbench.canUndo, words.nothingToUndo, () => workbench.undo())}
      {button("redo", workbench.canRedo, words.nothingToRedo, () => workbench.redo())}
    </>
  );
}
