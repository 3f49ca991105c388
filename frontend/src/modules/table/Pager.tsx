import { ActionIcon, Group, Text } from "@mantine/core";

import classes from "./TableView.module.css";
import { tableWords as words } from "./words.ts";

type PagerProps = { page: number; pageCount: number; onPageChange: (page: number) => void };

export function Pager({ page, pageCount, onPageChange }: PagerProps) {
  const last = pageCount - 1;
  const step = (label: string, mark: string, target: number) => (
    <ActionIcon
      variant="transparent"
      color="gray"
      size={24}
      aria-label={label}
      disabled={target === page || target < 0 || target > last}
      onClick={() => onPageChange(target)}
    >
      {mark}
    </ActionIcon>
  );
  return (
    <Group className={classes.pager} gap={2} justify="center">
      {step(words.firstPage, "«", 0)}
      {step(words.previousPage, "‹", page - 1)}
      <Text size="xs" mx="xs" component="output">
        {words.page(page + 1, pageCount)}
      </Text>
      {step(words.nextPage, "›", page + 1)}
      {step(words.lastPage, "»", last)}
    </Group>
  );
}
