import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";

import { words } from "../words.ts";

type DialogProps = {
  title: ReactNode;
  /** Esc, the close button and a click outside: closing without choosing. */
  onClose: () => void;
  size?: NonNullable<ModalProps["size"]>;
  children: ReactNode;
};

/** A modal dialog that exists only while it is open, and gives the focus back to what opened it. */
export function Dialog({ title, onClose, size = "md", children }: DialogProps) {
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      returnFocus={false}
      closeButtonProps={{ "aria-label": words.common.close }}
      // Mantine draws it as a <header>, which outside the page's own elements would be a second banner.
      attributes={{ header: { role: "presentation" } }}
      styles={{ title: { fontWeight: 600, fontSize: "var(--mantine-font-size-lg)", lineHeight: 1.35 } }}
    >
      {children}
    </Modal>
  );
}

/** Runs in a layout effect, before the dialog takes the focus. An item of a menu stands for the menu's button. */
function useReturnFocus(): void {
  const opener = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const active = document.activeElement;
    const menuButtonId = active?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
    const button = menuButtonId ? document.getElementById(menuButtonId) : null;
    opener.current = button ?? (active instanceof HTMLElement ? active : null);
  }, []);
  useEffect(() => () => opener.current?.focus(), []);
}
