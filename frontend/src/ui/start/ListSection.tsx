import { Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

import type { PageResult } from "../../backendApi/pageResult.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import classes from "./ListSection.module.css";
import { usePagedList } from "./usePagedList.ts";

const SKELETON_ROWS = ["first", "second", "third"];

type ListSectionProps<Item> = {
  title: string;
  /** What the thing is, for the person who has none yet. */
  emptyText: string;
  loadPage: (cursor: string | null) => Promise<PageResult<Item>>;
  keyOf: (item: Item) => string;
  renderRow: (item: Item) => ReactNode;
};

/** One list of the start page: loading, failed, empty or rows with *Show more*. */
export function ListSection<Item>({ title, emptyText, loadPage, keyOf, renderRow }: ListSectionProps<Item>) {
  const { list, reload, loadMore } = usePagedList(loadPage);
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <Title order={2} id={headingId} mb="xs">
        {title}
      </Title>
      <div className={classes.panel} aria-busy={list.kind === "loading"}>
        {list.kind === "loading" && (
          <Stack gap="sm" p="sm">
            {SKELETON_ROWS.map((row) => (
              <Skeleton key={row} height={34} />
            ))}
          </Stack>
        )}
        {list.kind === "failed" && (
          <Group justify="space-between" p="sm" role="alert">
            <Text size="sm">{refusalWords(list.refusal)}</Text>
            <Button size="compact-sm" variant="default" onClick={reload}>
              {words.common.tryAgain}
            </Button>
          </Group>
        )}
        {list.kind === "ready" && list.items.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            {emptyText}
          </Text>
        )}
        {list.kind === "ready" && list.items.length > 0 && (
          <ul className={classes.rows}>
            {list.items.map((item) => (
              <li key={keyOf(item)} className={classes.row}>
                {renderRow(item)}
              </li>
            ))}
          </ul>
        )}
        {list.kind === "ready" && list.nextCursor !== null && (
          <Button
            variant="subtle"
            fullWidth
            className={classes.more}
            radius={0}
            loading={list.isLoadingMore}
            onClick={loadMore}
            aria-describedby={headingId}
          >
            {words.start.showMore}
          </Button>
        )}
      </div>
    </section>
  );
}
