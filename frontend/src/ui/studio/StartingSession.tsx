import { Button, Loader, Stack, Text, Title } from "@mantine/core";

import type { StartProgress } from "../../studio/StudioStarter.ts";
import { useNow } from "../device/useNow.ts";
import { words } from "../words.ts";
import classes from "./StudioPage.module.css";
import { studioWords } from "./words.ts";

const TICK_MS = 250;

type StartingSessionProps = { progress: StartProgress; clock: () => number; onTryNow: () => void };

/** How far the start is: which attempt, why it is not the first, and when the next one comes. */
export function StartingSession({ progress, clock, onTryNow }: StartingSessionProps) {
  const { attempt, attempts, nextAt, failure } = progress;
  const now = useNow(clock, TICK_MS);
  return (
    <main className={classes.message}>
      <Stack gap="xs" align="flex-start">
        <Loader size="sm" aria-label={studioWords.starting} />
        <Title order={1}>{studioWords.starting}</Title>
        {failure !== null && (
          <>
            <Text component="output">
              {failure.userMessage} {studioWords.attempt(attempt, attempts)}.
            </Text>
            {nextAt !== null && (
              <Text c="dimmed" aria-live="off">
                {studioWords.nextIn(Math.max(0, Math.ceil((nextAt - now) / 1000)))}
              </Text>
            )}
          </>
        )}
        {nextAt !== null && <Button onClick={onTryNow}>{words.common.tryNow}</Button>}
      </Stack>
    </main>
  );
}
