import { Text } from "@mantine/core";
import { useMemo } from "react";

import type { JsonObject } from "../../documents/json.ts";
import { createWorkbench } from "../../workbench/createWorkbench.ts";
import { readNewerContent } from "../../workbench/newerContent.ts";
import { WorkbenchView } from "../../workbench/view/WorkbenchView.tsx";
import { useServices } from "../Services.ts";
import { newerWords } from "./words.ts";

/** What this version understands of *content*, read-only, in a workbench that nothing saves. [C7] */
export function NewerContentView({ content }: { content: JsonObject }) {
  const { workbenchParts } = useServices();
  const workbench = useMemo(() => {
    const empty = createWorkbench(workbenchParts);
    const understood = readNewerContent(content, empty.registry);
    if (understood === null) return null;
    empty.apply(() => understood);
    return empty;
  }, [workbenchParts, content]);
  return workbench === null ? (
    <Text p="md">{newerWords.notShown}</Text>
  ) : (
    <WorkbenchView workbench={workbench} readOnly />
  );
}
