import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { Icon } from "../brand/icons.tsx";
import { PageHeader } from "./PageHeader.tsx";
import classes from "./ReadOnlyPage.module.css";

type ReadOnlyPageProps = {
  title: string;
  /** Why it is read-only, in a word or two. */
  reason: string;
  /** What more there is to say, and what can be done. */
  notice: ReactNode;
  onStart: () => void;
  userMenu: ReactNode;
  children: ReactNode;
};

/** Work to look at: the bar, why nothing can be changed, and the work below. */
export function ReadOnlyPage({ title, reason, notice, onStart, userMenu, children }: ReadOnlyPageProps) {
  return (
    <div className={classes.page}>
      <PageHeader onStart={onStart} compactBrand>
        <Text component="h1" fw={600} size="md" truncate>
          {title}
        </Text>
        <Group gap="md" ml="auto" wrap="nowrap">
          {userMenu}
        </Group>
      </PageHeader>
      <section className={classes.notice} aria-label={reason}>
        <Icon name="eye" />
        <Text size="sm" fw={550}>
          {reason}
        </Text>
        {notice}
      </section>
      <main className={classes.workbench}>{children}</main>
    </div>
  );
}
