import { Button } from "@mantine/core";

import { assertNever } from "../../errors/assertNever.ts";
import { downloadFile, jsonFileName } from "../device/download.ts";
import { MessagePage } from "../frame/MessagePage.tsx";
import { type Desk, useServices } from "../Services.ts";
import { words } from "../words.ts";
import { OpenStudioView } from "./OpenStudioView.tsx";
import { RecoveryPanel } from "./RecoveryPanel.tsx";
import { StartingSession } from "./StartingSession.tsx";
import type { StudioDataSet } from "./studioDataSets.ts";
import { useStudio } from "./useStudio.ts";
import { studioWords } from "./words.ts";

/** One data set in Data Studio: its session starts, is open, or says why it is not. */
export function StudioDataSetPage({ desk, dataSet }: { desk: Desk; dataSet: StudioDataSet }) {
  const { router, identity, clock } = useServices();
  const { session, state } = useStudio(desk, dataSet.key);
  const { phase, drafts } = state;
  const toStart = () => void router.go({ kind: "start" });
  const start = () => void session.start();
  const download = (content: unknown) => {
    const text = JSON.stringify(content, null, 2);
    downloadFile(jsonFileName(studioWords.fileName(dataSet.key)), new Blob([text]));
  };
  const handlers = {
    reload: () => window.location.reload(),
    signIn: identity.askAgain,
    openStart: toStart,
  };
  switch (phase.kind) {
    case "starting":
      return <StartingSession progress={phase.progress} clock={clock} onTryNow={session.tryNow} />;
    case "failed":
      return desk.studio.isRecoveryOn ? (
        <RecoveryPanel
          failure={phase.failure}
          drafts={drafts}
          handlers={{
            ...handlers,
            retry: start,
            download: drafts.length > 0 ? () => download(drafts.map(({ work }) => work)) : null,
          }}
        />
      ) : (
        <MessagePage
          title={studioWords.failedTitle}
          body={phase.failure.userMessage}
          isAlert
          actions={<Button onClick={start}>{words.common.tryAgain}</Button>}
          onStart={toStart}
        />
      );
    case "unreadable":
      return (
        <MessagePage
          title={studioWords.unreadableTitle}
          body={studioWords.unreadableBody}
          isAlert
          actions={
            <>
              <Button onClick={() => download(phase.stored)}>{words.bench.download}</Button>
              <Button variant="default" onClick={() => void session.startAfresh()}>
                {studioWords.startAfresh}
              </Button>
            </>
          }
          onStart={toStart}
        />
      );
    case "open":
      return (
        <OpenStudioView
          session={session}
          state={state}
          open={phase}
          dataSet={dataSet}
          handlers={{ ...handlers, retry: session.tryNow, download: () => download(phase.work) }}
        />
      );
    default:
      return assertNever(phase);
  }
}
