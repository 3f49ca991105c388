import { useMemo } from "react";

import type { Workbench } from "../../workbench/Workbench.ts";
import type { Command } from "./Commands.ts";
import { useCommands } from "./useCommands.ts";
import { commandWords as words } from "./words.ts";

type WorkCommands = {
  workbench: Workbench;
  /** "Ctrl", or "⌘" on a Mac. */
  modifier: string;
  onSave: () => void;
  onSaveCopy: () => void;
  onShare: () => void;
  onShowHistory: () => void;
  onShowConversation: () => void;
  onDownload: () => void;
};

/** The commands of an open session. Everything given keeps its identity between renders. */
export function useWorkCommands(work: WorkCommands): void {
  const { workbench, modifier, onSave, onSaveCopy, onShare, onShowHistory, onShowConversation, onDownload } =
    work;
  useCommands(
    useMemo(
      (): readonly Command[] => [
        { id: "save", label: words.save, icon: "check", keys: `${modifier}+S`, run: onSave },
        { id: "saveCopy", label: words.saveCopy, icon: "copy", keys: `${modifier}+Shift+S`, run: onSaveCopy },
        { id: "share", label: words.share, icon: "link", run: onShare },
        { id: "history", label: words.history, icon: "history", run: onShowHistory },
        { id: "conversation", label: words.conversation, icon: "speech", run: onShowConversation },
        {
          id: "undo",
          label: words.undo,
          icon: "restore",
          keys: `${modifier}+Z`,
          run: () => void workbench.undo(),
        },
        {
          id: "redo",
          label: words.redo,
          icon: "sync",
          keys: `${modifier}+Shift+Z`,
          run: () => void workbench.redo(),
        },
        ...workbench.registry.list().map((definition): Command => ({
          id: `add ${definition.name}`,
          label: words.addModule(definition.defaultTitle),
          icon: "plus",
          run: () => void workbench.addModule(definition),
        })),
        {
          id: "addDashboard",
          label: words.addDashboard,
          icon: "dashboard",
          run: () => workbench.addDashboard(),
        },
        { id: "download", label: words.download, icon: "download", run: onDownload },
      ],
      [workbench, modifier, onSave, onSaveCopy, onShare, onShowHistory, onShowConversation, onDownload],
    ),
  );
}
