import { Text } from "@mantine/core";

import { FailureActions } from "../feedback/FailureActions.tsx";
import { Dialog } from "./Dialog.tsx";

type FailureDialogProps = {
  title: string;
  userMessage: string;
  correlationId: string | null;
  onTryAgain: () => void;
  /** Null where there is no work to download. */
  onDownload: (() => void) | null;
  onClose: () => void;
};

/** Every failure dialog offers the same three ways on. [B8] */
export function FailureDialog({
  title,
  userMessage,
  correlationId,
  onTryAgain,
  onDownload,
  onClose,
}: FailureDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <Text role="alert" mb="lg">
        {userMessage}
      </Text>
      <FailureActions
        details={{ title, message: userMessage, correlationId }}
        onTryAgain={onTryAgain}
        onDownload={onDownload}
      />
    </Dialog>
  );
}
