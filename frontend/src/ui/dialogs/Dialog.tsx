import { Modal, type ModalProps } from "@mantine/core";
import { useRef, type ReactNode } from "react";

import { useReturnFocus } from "../../workbench/view/useReturnFocus.ts";
import { words } from "../words.ts";
import { useEscapeOnTop } from "./useEscapeOnTop.ts";

type DialogProps = {
  title: ReactNode;
  /** Esc, the close button and a click outside: closing without choosing. */
  onClose: () => void;
  size?: NonNullable<ModalProps["size"]>;
  children: ReactNode;
};

/** A modal dialog that exists only while it is open, and gives the focus back to what opened it. */
export function Dialog({ title, onClose, size = "md", children }: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  useReturnFocus();
  useEscapeOnTop(body, onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={false}
      title={title}
      size={size}
      returnFocus={false}
      closeButtonProps={{ "aria-label": words.common.close }}
      // Mantine draws it as a <header>, which outside the page's own elements would be a second banner.
      attributes={{ header: { role: "presentation" } }}
      styles={{ title: { fontWeight: 600, fontSize: "var(--mantine-font-size-lg)", lineHeight: 1.35 } }}
    >
      <div ref={body}>{children}</div>
    </Modal>
  );
}
