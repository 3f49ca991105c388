import { Button, CopyButton, Group } from "@mantine/core";

import { StatusButton } from "../status/StatusButton.tsx";
import { Icon } from "../brand/icons.tsx";
import { words } from "../words.ts";

export type FailureDetails = { title: string; message: string; correlationId: string | null };

type FailureActionsProps = {
  details: FailureDetails;
  onTryAgain: () => void;
  onDownload: (() => void) | null;
};

/** *Try again*, *Download my work*, *Copy details* [B8], and the status where somebody is signed in. */
export function FailureActions({ details, onTryAgain, onDownload }: FailureActionsProps) {
  return (
    <Group gap="xs">
      <Button onClick={onTryAgain} data-autofocus>
        {words.common.tryAgain}
      </Button>
      {onDownload === null ? null : (
        <Button variant="default" leftSection={<Icon name="download" />} onClick={onDownload}>
          {words.common.downloadWork}
        </Button>
      )}
      <CopyButton value={detailsText(details)}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<Icon name={copied ? "check" : "copy"} />} onClick={copy}>
            {copied ? words.common.copied : words.common.copyDetails}
          </Button>
        )}
      </CopyButton>
      <StatusButton />
    </Group>
  );
}

/** What a person sends to whoever helps them: no content, no personal data. */
function detailsText({ title, message, correlationId }: FailureDetails): string {
  const lines = [title, message];
  if (correlationId !== null) lines.push(words.failure.correlation(correlationId));
  return lines.join("\n");
}
