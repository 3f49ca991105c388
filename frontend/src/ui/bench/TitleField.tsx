import { Text, TextInput, Tooltip } from "@mantine/core";
import { useRef, useState, type KeyboardEvent } from "react";

import { MAX_TITLE_LENGTH } from "../../documents/limits.ts";
import { normalizeDetails, problemOf } from "../../documents/normalizeDetails.ts";
import { HiddenHeading } from "../frame/HiddenHeading.tsx";
import { words } from "../words.ts";
import classes from "./TitleField.module.css";

type TitleFieldProps = {
  title: string;
  readOnly?: boolean;
  onRename: (title: string) => void;
};

/** The session's title, edited in place: Enter or leaving the field keeps it, Esc takes it back. */
export function TitleField({ title, readOnly = false, onRename }: TitleFieldProps) {
  /** What is being typed; null while the field shows the title itself. */
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null ? null : problemWords(typed);

  /** Leaving the field keeps the title, unless Esc was the way out. */
  const isTakenBack = useRef(false);

  function leave(): void {
    const kept = typed !== null && problem === null && !isTakenBack.current ? typed.trim() : title;
    isTakenBack.current = false;
    setTyped(null);
    if (kept !== title) onRename(kept);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === "Escape") isTakenBack.current = true;
    if (event.key === "Escape" || (event.key === "Enter" && problem === null)) event.currentTarget.blur();
  }

  if (readOnly) {
    return (
      <Text component="h1" fw={600} truncate className={classes.heading}>
        {title}
      </Text>
    );
  }
  return (
    <div className={classes.heading}>
      <HiddenHeading text={title} />
      <Tooltip label={words.bench.renameHint}>
        <TextInput
          variant="unstyled"
          size="xs"
          classNames={{ input: classes.input }}
          aria-label={words.bench.sessionTitle}
          value={typed ?? title}
          error={problem}
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={onKeyDown}
        />
      </Tooltip>
    </div>
  );
}

/** The same rules as in the service. [C6] */
function problemWords(title: string): string | null {
  const problem = problemOf(normalizeDetails({ title, description: "", tags: [] }));
  switch (problem?.reason) {
    case "empty":
      return words.bench.titleEmpty;
    case "tooLong":
      return words.bench.titleTooLong(MAX_TITLE_LENGTH);
    case "controlCharacter":
      return words.bench.titleUnprintable;
    default:
      return null;
  }
}
