import { ActionIcon, Title } from "@mantine/core";
import { useEffect, useId, useRef, type ReactNode } from "react";

import { Icon } from "./Icon.tsx";
import classes from "./SidePanel.module.css";
import { useReturnFocus } from "./useReturnFocus.ts";

type SidePanelProps = {
  title: string;
  /** Of the title among the headings of the page. */
  order?: 2 | 3;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
};

/** Beside the work, not over it. It takes the focus as it opens; Esc in it closes it and gives the focus back. */
export function SidePanel({ title, order = 2, closeLabel, onClose, children }: SidePanelProps) {
  const titleId = useId();
  useReturnFocus();
  const panel = useFocusWithin(onClose);
  return (
    <aside ref={panel} className={classes.panel} aria-labelledby={titleId} tabIndex={-1}>
      <header className={classes.header}>
        <Title order={order} id={titleId}>
          {title}
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={closeLabel} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      {children}
    </aside>
  );
}

/** Takes the focus as the panel comes; Esc in it calls *onEscape*. */
function useFocusWithin(onEscape: () => void) {
  const panel = useRef<HTMLElement>(null);
  const escape = useRef(onEscape);
  useEffect(() => {
    escape.current = onEscape;
  });
  useEffect(() => {
    const element = panel.current;
    const closeOnEscape = (event: KeyboardEvent) => {
      // A field may use the key for itself first, and an open list closes itself.
      const isInOpenList = event.target instanceof Element && event.target.matches('[aria-expanded="true"]');
      if (event.key === "Escape" && !event.defaultPrevented && !isInOpenList) escape.current();
    };
    element?.addEventListener("keydown", closeOnEscape);
    element?.focus();
    return () => element?.removeEventListener("keydown", closeOnEscape);
  }, []);
  return panel;
}
