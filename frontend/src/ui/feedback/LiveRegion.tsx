import { VisuallyHidden } from "@mantine/core";
import { useSyncExternalStore } from "react";

import type { Announcer } from "./Announcer.ts";

/** Mounted once and never unmounted: screen readers ignore a live region that arrives together with its text. */
export function LiveRegion({ announcer }: { announcer: Announcer }) {
  const { text, sequence } = useSyncExternalStore(announcer.subscribe, announcer.current);
  return (
    <VisuallyHidden>
      <output aria-live="polite">
        <span key={sequence}>{text}</span>
      </output>
    </VisuallyHidden>
  );
}
