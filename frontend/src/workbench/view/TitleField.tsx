import { TextInput } from "@mantine/core";
import { type RefObject, useRef } from "react";

type TitleFieldProps = {
  label: string;
  title: string;
  onRename: (title: string) => void;
  onCancel: () => void;
  /** Where the focus goes after Enter or Esc. */
  returnFocusTo: RefObject<HTMLElement | null>;
};

/** Enter and leaving the field rename; Esc does not. */
export function TitleField({ label, title, onRename, onCancel, returnFocusTo }: TitleFieldProps) {
  const isDone = useRef(false);
  const finish = (action: () => void) => {
    // Taking the field away makes it lose the focus once more.
    if (isDone.current) return;
    isDone.current = true;
    action();
  };
  return (
    <TextInput
      size="xs"
      flex={1}
      aria-label={label}
      defaultValue={title}
      // A person asked for this field a moment ago, from a menu that has gone.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        const { value } = event.currentTarget;
        finish(() => onRename(value));
      }}
      onKeyDown={(event) => {
        const { value } = event.currentTarget;
        if (event.key !== "Enter" && event.key !== "Escape") return;
        finish(() => (event.key === "Enter" ? onRename(value) : onCancel()));
        returnFocusTo.current?.focus();
      }}
    />
  );
}
