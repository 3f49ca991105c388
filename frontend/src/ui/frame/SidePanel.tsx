import { ActionIcon, Title } from "@mantine/core";
import { useEffect, useId, useRef, type ReactNode } from "react";

import { Icon } from "../brand/icons.tsx";
import classes from "./SidePanel.module.css";

type SidePanelProps = { title: string; closeLabel: string; onClose: () => void; children: ReactNode };

/** Beside the work, not over it. It takes the focus as it opens; Esc in it closes it and gives the focus back. */
export function SidePanel({ title, closeLabel, onClose, children }: SidePanelProps) {
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const element = panel.current;
    const closeOnEscape = (event: KeyboardEvent) => {
      // A field in the panel may use the key for itself first.
      if (event.key === "Escape" && !event.defaultPrevented) close.current();
    };
    element?.addEventListener("keydown", closeOnEscape);
    return () => element?.removeEventListener("keydown", closeOnEscape);
  }, []);
  return (
    <aside ref={panel} className={classes.panel} aria-labelledby={titleId} tabIndex={-1}>
      <header className={classes.header}>
        <Title order={2} id={titleId}>
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
