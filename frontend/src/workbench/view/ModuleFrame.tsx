import { ActionIcon, Title, Tooltip } from "@mantine/core";
import { memo, useEffect, useRef, useState } from "react";

import { renameModule } from "../changes/moduleChanges.ts";
import type { LayoutItem, ModuleInstance } from "../state.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { Icon } from "./Icon.tsx";
import { ModuleBody } from "./ModuleBody.tsx";
import classes from "./ModuleFrame.module.css";
import { ModuleMenu } from "./ModuleMenu.tsx";
import { TitleField } from "./TitleField.tsx";
import { UnopenableModuleBody } from "./UnopenableModuleBody.tsx";

type ModuleFrameProps = {
  workbench: Workbench;
  dashboardId: string;
  module: ModuleInstance;
  /** Null where modules stand one below the other and cannot be arranged. */
  place: LayoutItem | null;
  isReadOnly: boolean;
  /** Added just now, so it is brought into sight. */
  isAdded: boolean;
  isSettingsOpen: boolean;
  onOpenSettings: (moduleId: string) => void;
  onRemove: (moduleId: string) => void;
};

/**
 * A module with its title, by which it is dragged, and the buttons to set, arrange and remove it.
 *
 * Drawn again only where it changes itself: whoever types in one module does not wait for all the others.
 */
export const ModuleFrame = memo(function ModuleFrame(props: ModuleFrameProps) {
  const {
    workbench,
    dashboardId,
    module,
    place,
    isReadOnly,
    isAdded,
    isSettingsOpen,
    onOpenSettings,
    onRemove,
  } = props;
  const [isRenaming, setIsRenaming] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isAdded) frame.current?.scrollIntoView({ block: "nearest" });
  }, [isAdded]);
  const rename = (title: string) =>
    workbench.apply(renameModule(module.id, title), { kind: "joined", name: `title ${module.id}` });
  return (
    <section ref={frame} className={classes.frame} aria-label={module.title}>
      <header className={classes.header} data-drag-handle={isReadOnly || place === null ? undefined : ""}>
        {isRenaming ? (
          <TitleField
            label={words.moduleTitle}
            title={module.title}
            onRename={rename}
            onDone={() => setIsRenaming(false)}
            returnFocusTo={menuButton}
          />
        ) : (
          <Title order={3} className={classes.title}>
            {module.title}
          </Title>
        )}
        {!isReadOnly && (
          <div className={classes.actions}>
            {module.kind === "open" && workbench.registry.find(module.name)?.hasSettings && (
              <Tooltip label={words.settings}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={words.settingsOf(module.title)}
                  aria-expanded={isSettingsOpen}
                  onClick={() => onOpenSettings(module.id)}
                >
                  <Icon name="settings" />
                </ActionIcon>
              </Tooltip>
            )}
            <ModuleMenu
              button={menuButton}
              workbench={workbench}
              dashboardId={dashboardId}
              module={module}
              place={place}
              onRename={() => setIsRenaming(true)}
              onRemove={() => onRemove(module.id)}
            />
          </div>
        )}
      </header>
      <div className={classes.body}>
        {module.kind === "open" ? (
          <ModuleBody workbench={workbench} module={module} isReadOnly={isReadOnly} />
        ) : (
          <UnopenableModuleBody module={module} />
        )}
      </div>
    </section>
  );
});
