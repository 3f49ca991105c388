import { Group, Text } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";

import { isPlainClick } from "../routing/isPlainClick.ts";
import classes from "./ListRow.module.css";

type ListRowProps = {
  href: string;
  title: string;
  /** Small facts, shown with dots between them. */
  facts: readonly ReactNode[];
  onOpen: () => void;
  action?: ReactNode;
};

/** A row that is a real link, so that it opens in a new tab as well. */
export function ListRow({ href, title, facts, onOpen, action }: ListRowProps) {
  function open(event: MouseEvent): void {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    onOpen();
  }

  return (
    <Group gap={4} wrap="nowrap" className={classes.row}>
      <a className={classes.link} href={href} onClick={open}>
        <Text component="span" fw={550} truncate className={classes.title}>
          {title}
        </Text>
        <Facts facts={facts} />
      </a>
      {action}
    </Group>
  );
}

/** The same row for what cannot be opened any more. */
export function DeadListRow({ title, facts }: Pick<ListRowProps, "title" | "facts">) {
  return (
    <div className={classes.link}>
      <Text component="span" c="dimmed" truncate className={classes.title}>
        {title}
      </Text>
      <Facts facts={facts} />
    </div>
  );
}

function Facts({ facts }: { facts: readonly ReactNode[] }) {
  return (
    <Text component="span" size="xs" c="dimmed" className={classes.facts}>
      {facts.map((fact, position) => (
        // Facts are a fixed list for each kind of row: the position is their identity.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={position}>
          {position > 0 ? " · " : ""}
          {fact}
        </span>
      ))}
    </Text>
  );
}
