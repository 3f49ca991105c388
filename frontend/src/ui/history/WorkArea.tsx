import { useMemo, useState } from "react";

import type { Version } from "../../backendApi/VersionsClient.ts";
import type { JsonObject } from "../../documents/json.ts";
import type { PersistenceOrchestrator } from "../../persistence/PersistenceOrchestrator.ts";
import type { PersistenceState } from "../../persistence/PersistenceState.ts";
import { WorkbenchView } from "../../workbench/view/WorkbenchView.tsx";
import type { Workbench } from "../../workbench/Workbench.ts";
import { ConversationPanel } from "../conversation/ConversationPanel.tsx";
import type { TabConversation } from "../conversation/TabConversation.ts";
import { useServices } from "../Services.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { HistoryActions } from "./HistoryActions.ts";
import { HistoryPanel } from "./HistoryPanel.tsx";
import { VersionPreview } from "./VersionPreview.tsx";
import classes from "./WorkArea.module.css";

/** What may stand beside the work. */
export type WorkPanel = "history" | "conversation";

type WorkAreaProps = {
  workbench: Workbench;
  orchestrator: PersistenceOrchestrator;
  state: PersistenceState;
  panel: WorkPanel | null;
  conversation: TabConversation;
  /** What is being written to it. */
  message: string;
  onMessageChange: (message: string) => void;
  /** Saves as a person does. @returns whether the work is on the server. */
  save: () => Promise<boolean>;
  onClosePanel: () => void;
};

type Preview = { version: Version; content: JsonObject };

/** The workbench with the panel beside it, or a version of it that a person looks at. */
export function WorkArea(props: WorkAreaProps) {
  const { workbench, orchestrator, state, panel, conversation, message, onMessageChange } = props;
  const { save, onClosePanel } = props;
  const { versions, toasts } = useServices();
  const [preview, setPreview] = useState<Preview | null>(null);
  const actions = useMemo(
    () => new HistoryActions({ versions, workbench, orchestrator, toasts, save }),
    [versions, workbench, orchestrator, toasts, save],
  );
  const sessionId = state.metadata?.id ?? null;
  const show = async (version: Version) => {
    if (sessionId === null) return;
    const read = await actions.read(sessionId, version.number);
    if (read.kind === "ok") setPreview({ version, content: read.content });
    else toasts.show({ operation: "previewVersion", text: refusalWords(read), tone: "failure" });
  };
  const restore = async (version: Version) => {
    if (sessionId !== null && (await actions.restore(sessionId, version))) setPreview(null);
  };
  const close = () => {
    setPreview(null);
    onClosePanel();
  };
  return (
    <div className={classes.area}>
      {preview !== null && panel === "history" ? (
        <VersionPreview
          version={preview.version}
          content={preview.content}
          onRestore={() => void restore(preview.version)}
          onBack={() => setPreview(null)}
        />
      ) : (
        <WorkbenchView workbench={workbench} />
      )}
      {panel === "history" && (
        <HistoryPanel
          sessionId={sessionId}
          newestVersion={state.metadata?.version ?? 0}
          actions={actions}
          previewedNumber={preview?.version.number ?? null}
          onPreview={(version) => void show(version)}
          onRestore={(version) => void restore(version)}
          onClose={close}
        />
      )}
      {panel === "conversation" && (
        <ConversationPanel
          conversation={sessionId === null ? null : conversation.of(sessionId)}
          draft={message}
          onDraftChange={onMessageChange}
          onClose={onClosePanel}
        />
      )}
    </div>
  );
}
