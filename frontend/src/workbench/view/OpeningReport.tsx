import { Alert } from "@mantine/core";
import { useState, useSyncExternalStore } from "react";

import { openingReport } from "../openingReport.ts";
import { useWorkbench } from "../useWorkbench.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import classes from "./NoticeBar.module.css";

/** One line that lists what was adjusted on opening. It comes again only when there is something else to say. [B9] */
export function OpeningReport({ workbench }: { workbench: Workbench }) {
  useWorkbench(workbench);
  const report = useSyncExternalStore(workbench.tables.subscribe, () => openingReport(workbench));
  const [dismissed, setDismissed] = useState<string | null>(null);
  return (
    <div aria-live="polite">
      {report !== null && report !== dismissed && (
        <Alert
          className={classes.notice}
          role="presentation"
          color="gray"
          withCloseButton
          closeButtonLabel={words.dismiss}
          onClose={() => setDismissed(report)}
        >
          {report}
        </Alert>
      )}
    </div>
  );
}
