import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";

import classes from "./ManagePage.module.css";
import { manageWords } from "./words.ts";

/** So long after the last keystroke the list is asked for. */
const SEARCH_AFTER_MS = 150;

/** Searches as a person types. Give it another `key` to empty it. */
export function SearchField({ onSearch }: { onSearch: (text: string) => void }) {
  const [text, setText] = useState("");
  const search = useDebouncedCallback(onSearch, SEARCH_AFTER_MS);
  return (
    <TextInput
      type="search"
      className={classes.search ?? ""}
      aria-label={manageWords.search}
      placeholder={manageWords.search}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}
