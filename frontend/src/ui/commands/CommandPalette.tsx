import { Text } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { useEffect, useState, useSyncExternalStore } from "react";

import { useReturnFocus } from "../../workbench/view/useReturnFocus.ts";
import { Icon } from "../brand/icons.tsx";
import { useServices } from "../Services.ts";
import { commandWords } from "./words.ts";

/** A list of everything that can be done here, found by typing. It exists only while it is open. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  useReturnFocus();
  const { commands } = useServices();
  const list = useSyncExternalStore(commands.subscribe, commands.all);
  const [[store, spotlight]] = useState(createSpotlight);
  useEffect(() => spotlight.open(), [spotlight]);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound={commandWords.nothingFound}
      searchProps={{ placeholder: commandWords.placeholder, "aria-label": commandWords.placeholder }}
      attributes={{ content: { "aria-label": commandWords.title } }}
      onSpotlightClose={onClose}
      actions={list.map(({ id, label, icon, keys, run }) => ({
        id,
        label,
        leftSection: <Icon name={icon} />,
        rightSection: keys === undefined ? null : <Text size="xs">{keys}</Text>,
        onClick: run,
      }))}
    />
  );
}
