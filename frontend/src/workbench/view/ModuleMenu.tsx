import { ActionIcon, Menu } from "@mantine/core";
import { type RefObject, useEffect, useRef, useState } from "react";

import { moveModule, resizeModule } from "../changes/dashboardChanges.ts";
import type { Direction } from "../layout/gridLayout.ts";
import type { LayoutItem, ModuleInstance } from "../state.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { Icon, type IconName } from "./Icon.tsx";

type ModuleMenuProps = {
  button: RefObject<HTMLButtonElement | null>;
  workbench: Workbench;
  dashboardId: string;
  module: ModuleInstance;
  place: LayoutItem | null;
  onRename: () => void;
  onRemove: () => void;
};

type Step = { label: string; icon: IconName };

const MOVES: readonly (Step & { direction: Direction })[] = [
  { direction: "left", label: words.moveLeft, icon: "left" },
  { direction: "right", label: words.moveRight, icon: "right" },
  { direction: "up", label: words.moveUp, icon: "up" },
  { direction: "down", label: words.moveDown, icon: "down" },
];

const RESIZES: readonly (Step & { w: number; h: number })[] = [
  { w: 1, h: 0, label: words.wider, icon: "wider" },
  { w: -1, h: 0, label: words.narrower, icon: "narrower" },
  { w: 0, h: 1, label: words.taller, icon: "taller" },
  { w: 0, h: -1, label: words.shorter, icon: "shorter" },
];

/** Everything that dragging does, by keyboard too [WCAG 2.5.7]. Steps leave the menu open, because people take several. */
export function ModuleMenu(props: ModuleMenuProps) {
  const { button, workbench, dashboardId, module, place, onRename, onRemove } = props;
  const [isRenameChosen, setIsRenameChosen] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  useKeptInSight(button, isOpen, place);
  // The menu gives the focus back as it closes, so the field that takes it appears afterwards.
  const renameIfChosen = () => {
    if (isRenameChosen) onRename();
    setIsRenameChosen(false);
  };
  return (
    <Menu
      opened={isOpen}
      onChange={setIsOpen}
      onExitTransitionEnd={renameIfChosen}
      hideDetached={false}
      preventPositionChangeWhenVisible={false}
    >
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={words.actionsOf(module.title)}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="rename" />} onClick={() => setIsRenameChosen(true)}>
          {words.rename}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="trash" />} onClick={onRemove}>
          {words.remove}
        </Menu.Item>
        {place && (
          <>
            <Menu.Divider />
            <Menu.Label aria-live="polite">{words.place(place)}</Menu.Label>
            {MOVES.map(({ direction, label, icon }) => (
              <Menu.Item
                key={direction}
                closeMenuOnClick={false}
                leftSection={<Icon name={icon} />}
                onClick={() => workbench.apply(moveModule(dashboardId, module.id, direction))}
              >
                {label}
              </Menu.Item>
            ))}
            <Menu.Divider />
            {RESIZES.map(({ w, h, label, icon }) => (
              <Menu.Item
                key={label}
                closeMenuOnClick={false}
                leftSection={<Icon name={icon} />}
                onClick={() =>
                  workbench.apply(resizeModule(dashboardId, module.id, { w: place.w + w, h: place.h + h }))
                }
              >
                {label}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A step may take the module out of the part of the dashboard that is scrolled to: the menu, which hangs on it, follows. */
function useKeptInSight(button: RefObject<HTMLElement | null>, isOpen: boolean, place: LayoutItem | null) {
  const followed = useRef(place);
  useEffect(() => {
    if (!isOpen || followed.current === place) return;
    followed.current = place;
    button.current?.scrollIntoView({ block: "nearest" });
  }, [button, isOpen, place]);
}
