import { Anchor, Box, Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { words } from "../words.ts";
import classes from "./MessagePage.module.css";

type MessagePageProps = {
  title: string;
  body: string;
  /** Read out at once: for failures, not for a page that was asked for. */
  isAlert?: boolean;
  actions?: ReactNode;
  onStart: () => void;
};

/** A whole page that says one thing and offers the way on. */
export function MessagePage({ title, body, isAlert = false, actions = null, onStart }: MessagePageProps) {
  return (
    <Box component="main" className={classes.page}>
      <div className={classes.message} role={isAlert ? "alert" : undefined}>
        <Title order={1}>{title}</Title>
        <Text c="dimmed" size="md">
          {body}
        </Text>
      </div>
      <Group gap="md" mt="md">
        {actions}
        <Anchor
          href="/"
          size="sm"
          onClick={(event) => {
            event.preventDefault();
            onStart();
          }}
        >
          {words.common.backToStart}
        </Anchor>
      </Group>
    </Box>
  );
}
