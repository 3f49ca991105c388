import { useMantineColorScheme } from "@mantine/core";
import { lazy, Suspense, use, useEffect, useMemo, useState } from "react";

import { KeysDialog } from "../dialogs/KeysDialog.tsx";
import { useServices } from "../Services.ts";
import { StatusContext } from "../status/StatusContext.ts";
import type { Command } from "./Commands.ts";
import { useCommandKeys } from "./useCommandKeys.ts";
import { useCommands } from "./useCommands.ts";
import { commandWords as words } from "./words.ts";

// Most visits never open it.
const CommandPalette = lazy(async () => ({
  default: (await import("./CommandPalette.tsx")).CommandPalette,
}));

const RECENT_SESSIONS = 8;

/** Ctrl/Cmd+K, Ctrl/Cmd+O and `?` on every page, and the commands that are always there. */
export function CommandCenter() {
  const { router, device } = useServices();
  const { setColorScheme } = useMantineColorScheme();
  const showStatus = use(StatusContext);
  const [opened, setOpened] = useState<"commands" | "keys" | null>(null);
  useCommandKeys(
    useMemo(
      () => ({
        onCommands: () => setOpened("commands"),
        onKeys: () => setOpened("keys"),
        onManage: () => void router.go({ kind: "manage", tab: "sessions" }),
      }),
      [router],
    ),
  );
  const recent = useRecentSessions(opened === "commands");
  const { modifier } = device;
  useCommands(
    useMemo((): readonly Command[] => {
      const go = (to: Parameters<typeof router.go>[0]) => () => void router.go(to);
      return [
        { id: "new", label: words.newWorkbench, icon: "plus", run: go({ kind: "newSession" }) },
        { id: "start", label: words.start, icon: "dashboard", run: go({ kind: "start" }) },
        {
          id: "manage",
          label: words.manage,
          icon: "list",
          keys: `${modifier}+O`,
          run: go({ kind: "manage", tab: "sessions" }),
        },
        { id: "studio", label: words.studio, icon: "table", run: go({ kind: "studio", dataSet: null }) },
        { id: "survey", label: words.survey, icon: "check", run: go({ kind: "survey" }) },
        { id: "trash", label: words.trash, icon: "trash", run: go({ kind: "manage", tab: "trash" }) },
        ...(showStatus === null
          ? []
          : [{ id: "status", label: words.status, icon: "chart", run: showStatus } as const]),
        ...recent.map(({ id, title }): Command => ({
          id: `open ${id}`,
          label: words.open(title),
          icon: "chart",
          run: go({ kind: "session", id }),
        })),
        { id: "light", label: words.light, icon: "sun", run: () => setColorScheme("light") },
        { id: "dark", label: words.dark, icon: "moon", run: () => setColorScheme("dark") },
        { id: "system", label: words.system, icon: "screen", run: () => setColorScheme("auto") },
        { id: "keys", label: words.keys, icon: "keyboard", keys: "?", run: () => setOpened("keys") },
      ];
    }, [router, modifier, recent, setColorScheme, showStatus]),
    "last",
  );
  // What a command opens is not closed again by the palette as it goes.
  const close = () => setOpened((now) => (now === "commands" ? null : now));
  return (
    <>
      {opened === "commands" && (
        <Suspense fallback={null}>
          <CommandPalette onClose={close} />
        </Suspense>
      )}
      {opened === "keys" && <KeysDialog modifier={modifier} onClose={() => setOpened(null)} />}
    </>
  );
}

type Recent = readonly { id: string; title: string }[];
const NONE: Recent = [];

/** The sessions saved last, asked for when somebody may want one; none where the service cannot say. */
function useRecentSessions(isWanted: boolean): Recent {
  const { library } = useServices();
  const [recent, setRecent] = useState(NONE);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isShown = true;
    async function ask(): Promise<void> {
      const result = await library.sessions(null);
      if (isShown && result.kind === "ok") setRecent(result.page.items.slice(0, RECENT_SESSIONS));
    }
    void ask();
    return () => {
      isShown = false;
    };
  }, [isWanted, library]);
  return recent;
}
