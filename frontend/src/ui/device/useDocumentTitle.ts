import { useEffect } from "react";

import { words } from "../words.ts";

const UNSAVED_MARK = "● ";

/** The title of the tab; a dot before it says that there is something unsaved. */
export function useDocumentTitle(title: string | null, isUnsaved = false): void {
  useEffect(() => {
    const name = title === null ? words.brand.name : `${title} · ${words.brand.name}`;
    document.title = isUnsaved ? UNSAVED_MARK + name : name;
  }, [title, isUnsaved]);
}
