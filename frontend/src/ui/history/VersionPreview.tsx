import { Button, Text } from "@mantine/core";
import { useMemo } from "react";

import type { Version } from "../../backendApi/VersionsClient.ts";
import type { JsonObject } from "../../documents/json.ts";
import { createWorkbench } from "../../workbench/createWorkbench.ts";
import { WorkbenchView } from "../../workbench/view/WorkbenchView.tsx";
import { Icon } from "../brand/icons.tsx";
import { NewerContentView } from "../newer/NewerContentView.tsx";
import { newerWords } from "../newer/words.ts";
import { useServices } from "../Services.ts";
import { clockTime } from "../wording/times.ts";
import classes from "./VersionPreview.module.css";
import { historyWords } from "./words.ts";

type VersionPreviewProps = {
  version: Version;
  content: JsonObject;
  onRestore: () => void;
  onBack: () => void;
};

/** A version in a workbench of its own, read-only. The person's work stays open behind it, as it was. */
export function VersionPreview({ version, content, onRestore, onBack }: VersionPreviewProps) {
  const { workbenchParts, clock } = useServices();
  const preview = useMemo(() => {
    const workbench = createWorkbench(workbenchParts);
    if (workbench.isFromNewerVersion(content)) return null;
    return { workbench, restored: workbench.restore(content) };
  }, [workbenchParts, content]);
  return (
    <div className={classes.preview}>
      <section className={classes.bar} aria-label={historyWords.preview}>
        <Icon name="eye" />
        <Text size="sm" fw={550}>
          {historyWords.looking(version.number, clockTime(version.savedAt, clock()))}
        </Text>
        {preview === null ? (
          <Text size="sm">{newerWords.state}</Text>
        ) : (
          <Button size="compact-sm" onClick={onRestore}>
            {historyWords.restore}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={onBack}>
          {historyWords.back}
        </Button>
      </section>
      {preview === null ? (
        <NewerContentView content={content} />
      ) : preview.restored.kind === "unreadable" ? (
        <Text p="md">{preview.restored.reason}</Text>
      ) : (
        <WorkbenchView workbench={preview.workbench} readOnly />
      )}
    </div>
  );
}
