import { FailureActions } from "../feedback/FailureActions.tsx";
import { words } from "../words.ts";
import { MessagePage } from "./MessagePage.tsx";

type FailurePageProps = {
  technicalMessage: string;
  onTryAgain: () => void;
  onDownload: (() => void) | null;
  onStart: () => void;
};

/** In place of a page that threw. [B8] */
export function FailurePage({ technicalMessage, onTryAgain, onDownload, onStart }: FailurePageProps) {
  return (
    <MessagePage
      title={words.failure.pageTitle}
      body={words.failure.pageBody}
      isAlert
      onStart={onStart}
      actions={
        <FailureActions
          details={{ title: words.failure.pageTitle, message: technicalMessage, correlationId: null }}
          onTryAgain={onTryAgain}
          onDownload={onDownload}
        />
      }
    />
  );
}
