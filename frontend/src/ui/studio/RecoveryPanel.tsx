import { Button, CopyButton, Group, Stack, Text, Title } from "@mantine/core";

import type { StudioFailure } from "../../studio/StudioBackend.ts";
import type { StudioDraft } from "../../studio/StudioDrafts.ts";
import { words } from "../words.ts";
import { type RecoveryHandlers, recoveryButtons } from "./recoveryButtons.ts";
import classes from "./StudioPage.module.css";
import { studioWords } from "./words.ts";

type RecoveryPanelProps = {
  failure: StudioFailure;
  /** What this device has of the list. */
  drafts: readonly StudioDraft[];
  handlers: RecoveryHandlers;
};

/** In place of a session that could not be started: what happened, and every way on that the service named. [E1] [B12] */
export function RecoveryPanel({ failure, drafts, handlers }: RecoveryPanelProps) {
  const { userMessage, recoveryActions, code, correlationId } = failure;
  const kept = drafts.at(-1)?.work.transformations.length ?? 0;
  const [first, ...others] = recoveryButtons(recoveryActions, handlers);
  const details = [
    code,
    userMessage,
    ...(correlationId === null ? [] : [words.failure.correlation(correlationId)]),
  ];
  return (
    <main className={classes.message}>
      <Stack gap="md" align="flex-start">
        <div role="alert">
          <Title order={1}>{studioWords.failedTitle}</Title>
          <Text>{userMessage}</Text>
        </div>
        {kept > 0 && <Text c="dimmed">{studioWords.keptHere(kept)}</Text>}
        <Group gap="xs">
          {first && <Button onClick={first.onClick}>{first.label}</Button>}
          {others.map(({ label, onClick }) => (
            <Button key={label} variant="default" onClick={onClick}>
              {label}
            </Button>
          ))}
          <CopyButton value={details.join("\n")}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.common.copied : words.common.copyDetails}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </main>
  );
}
