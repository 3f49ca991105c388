import { Button, Group, Text } from "@mantine/core";

import { Icon } from "../brand/icons.tsx";
import classes from "./NoticeLine.module.css";

type NoticeLineProps = {
  tone: "warning" | "danger";
  text: string;
  actions: readonly { label: string; onClick: () => void }[];
};

/** One line under the top bar, never modal: what is wrong and what to do about it. */
export function NoticeLine({ tone, text, actions }: NoticeLineProps) {
  return (
    <Group
      component="section"
      className={classes.line}
      role={tone === "danger" ? "alert" : "region"}
      data-tone={tone}
      gap="sm"
      px="md"
      py={6}
      aria-label={text}
    >
      <Icon name="alert" />
      <Text size="sm" fw={500}>
        {text}
      </Text>
      <Group gap={6}>
        {actions.map(({ label, onClick }) => (
          <Button key={label} size="compact-sm" variant="default" onClick={onClick}>
            {label}
          </Button>
        ))}
      </Group>
    </Group>
  );
}
