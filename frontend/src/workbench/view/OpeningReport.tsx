import { Alert, Button, Group } from "@mantine/core";
import { useMemo, useState, useSyncExternalStore } from "react";

import { openingReport, type ModuleReport } from "../openingReport.ts";
import { openingReportWords } from "../openingReportWords.ts";
import { useWorkbench } from "../useWorkbench.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import classes from "./NoticeBar.module.css";
import { OpeningReportDialog } from "./OpeningReportDialog.tsx";

/** One line about what was adjusted on opening, with the whole list. It comes again only when there is something else to say. [B9] */
export function OpeningReport({ workbench }: { workbench: Workbench }) {
  useWorkbench(workbench);
  // As text: a report is made anew each time it is asked for, and texts that are the same are equal.
  const text = useSyncExternalStore(workbench.tables.subscribe, () =>
    JSON.stringify(openingReport(workbench)),
  );
  const report = useMemo(() => JSON.parse(text) as readonly ModuleReport[], [text]);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [isListed, setIsListed] = useState(false);
  return (
    <>
      <div aria-live="polite">
        {report.length > 0 && text !== dismissed && (
          <Alert
            className={classes.notice}
            role="presentation"
            color="gray"
            withCloseButton
            closeButtonLabel={words.dismiss}
            onClose={() => setDismissed(text)}
          >
            <Group gap="md">
              {openingReportWords.summary(report)}
              <Button variant="default" size="compact-sm" onClick={() => setIsListed(true)}>
                {openingReportWords.details}
              </Button>
            </Group>
          </Alert>
        )}
      </div>
      <OpeningReportDialog isOpen={isListed} report={report} onClose={() => setIsListed(false)} />
    </>
  );
}
