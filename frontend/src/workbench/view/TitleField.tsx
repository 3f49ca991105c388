import { TextInput } from "@mantine/core";
import { type RefObject, useRef, useState } from "react";

type TitleFieldProps = {
  label: string;
  title: string;
  /** Called with every letter: who saves, or goes Back, from within the field takes the title along. [B2] */
  onRename: (title: string) => void;
  onDone: () => void;
  /** Where the focus goes after Enter or Esc. */
  returnFocusTo: RefObject<HTMLElement | null>;
};

/** Enter and leaving the field keep the title; Esc, and leaving it blank, bring back the one before. */
export function TitleField({ label, title, onRename, onDone, returnFocusTo }: TitleFieldProps) {
  const [before] = useState(title);
  const isDone = useRef(false);
  const finish = () => {
    // Taking the field away makes it lose the focus once more.
    if (isDone.current) return;
    isDone.current = true;
    onDone();
  };
  return (
    <TextInput
      size="xs"
      flex={1}
      aria-label={label}
      defaultValue={before}
      // A person asked for this field a moment ago, from a menu that has gone.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={({ currentTarget: { value } }) => onRename(value.trim() === "" ? before : value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        if (event.key === "Escape") onRename(before);
        finish();
        returnFocusTo.current?.focus();
      }}
    />
  );
}
