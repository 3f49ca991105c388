import { ActionIcon, Menu, Title, Tooltip } from "@mantine/core";
import { type RefObject, useRef, useState } from "react";

import { renameDashboard } from "../changes/dashboardChanges.ts";
import type { Dashboard } from "../state.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import classes from "./DashboardTabs.module.css";
import { Icon } from "./Icon.tsx";
import { TitleField } from "./TitleField.tsx";

type DashboardTabsProps = {
  workbench: Workbench;
  dashboards: readonly Dashboard[];
  shown: Dashboard;
  isReadOnly: boolean;
  onShow: (dashboardId: string) => void;
};

/** The dashboards of the workbench: look at another one, add, rename, remove. */
export function DashboardTabs({ workbench, dashboards, shown, isReadOnly, onShow }: DashboardTabsProps) {
  const [isRenaming, setIsRenaming] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  const isOneOfMany = dashboards.length > 1 && !isRenaming;
  const rename = (title: string) =>
    workbench.apply(renameDashboard(shown.id, title), { kind: "joined", name: `title ${shown.id}` });
  return (
    <nav className={classes.tabs} aria-label={words.dashboards}>
      {isRenaming ? (
        <TitleField
          label={words.dashboardTitle}
          title={shown.title}
          onRename={rename}
          onDone={() => setIsRenaming(false)}
          returnFocusTo={menuButton}
        />
      ) : (
        <Title order={2} className={isOneOfMany ? classes.hidden : classes.title}>
          {shown.title}
        </Title>
      )}
      {isOneOfMany && (
        <ul className={classes.list}>
          {dashboards.map(({ id, title }) => (
            <li key={id} className={classes.item}>
              <button
                type="button"
                className={classes.tab}
                aria-current={id === shown.id ? "true" : undefined}
                onClick={() => onShow(id)}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
      {!isReadOnly && (
        <>
          <DashboardMenu
            button={menuButton}
            title={shown.title}
            canRemove={dashboards.length > 1}
            onRename={() => setIsRenaming(true)}
            onRemove={() => workbench.removeDashboard(shown.id)}
          />
          <Tooltip label={words.addDashboard}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.addDashboard}
              onClick={() => workbench.addDashboard()}
            >
              <Icon name="plus" />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </nav>
  );
}

type DashboardMenuProps = {
  button: RefObject<HTMLButtonElement | null>;
  title: string;
  canRemove: boolean;
  onRename: () => void;
  onRemove: () => void;
};

function DashboardMenu({ button, title, canRemove, onRename, onRemove }: DashboardMenuProps) {
  const [isRenameChosen, setIsRenameChosen] = useState(false);
  // The menu gives the focus back as it closes, so the field that takes it appears afterwards.
  const renameIfChosen = () => {
    if (isRenameChosen) onRename();
    setIsRenameChosen(false);
  };
  return (
    <Menu position="bottom-start" onExitTransitionEnd={renameIfChosen}>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={words.actionsOfDashboard(title)}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="rename" />} onClick={() => setIsRenameChosen(true)}>
          {words.rename}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="trash" />} disabled={!canRemove} onClick={onRemove}>
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
