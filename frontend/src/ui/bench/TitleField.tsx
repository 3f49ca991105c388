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

/** What is in the field while somebody types, and the title from before that. */
type Typing = { readonly text: string; readonly before: string };

/**
 * The session's title, edited in place. It is the session's as it is typed, like everything else [B2]: whoever saves or goes
 * Back from within the field takes it along. Esc, and leaving what cannot be a title, bring back the one before.
 */
export function TitleField({ title, readOnly = false, onRename }: TitleFieldProps) {
  const [typing, setTyping] = useState<Typing | null>(null);
  const problem = typing === null ? null : problemWords(typing.text);

  /** Leaving the field keeps the title, unless Esc was the way out. */
  const isTakenBack = useRef(false);

  function become(next: string): void {
    if (next !== title) onRename(next);
  }

  function type(text: string): void {
    const before = typing?.before ?? title;
    setTyping({ text, before });
    become(problemWords(text) === null ? text.trim() : before);
  }

  function leave(): void {
    if (isTakenBack.current && typing !== null) become(typing.before);
    isTakenBack.current = false;
    setTyping(null);
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
          value={typing?.text ?? title}
          error={problem}
          spellCheck={false}
          onChange={(event) => type(event.currentTarget.value)}
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
