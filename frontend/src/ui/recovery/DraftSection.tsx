import { Title } from "@mantine/core";
import { useId } from "react";

import { words } from "../words.ts";
import { DraftRows, type DraftActions } from "./DraftRows.tsx";
import classes from "./DraftSection.module.css";
import { isEmpty, type Drafts } from "./DraftShelf.ts";

type DraftSectionProps = DraftActions & { drafts: Drafts; now: number };

/** The drafts that were kept for later, on the start page; nothing where there are none. */
export function DraftSection({ drafts, now, ...actions }: DraftSectionProps) {
  const headingId = useId();
  if (isEmpty(drafts)) return null;
  return (
    <section aria-labelledby={headingId}>
      <Title order={2} id={headingId} mb="xs">
        {words.recovery.keptHeading}
      </Title>
      <div className={classes.panel}>
        <DraftRows drafts={drafts} now={now} {...actions} />
      </div>
    </section>
  );
}
