import { ActionIcon, Group, Select, Tooltip } from "@mantine/core";

import type { SortDirection } from "../../backendApi/pageResult.ts";
import { manageWords } from "./words.ts";

type SortFieldsProps<Sort extends keyof typeof manageWords.sorts> = {
  sorts: readonly Sort[];
  sortBy: Sort;
  direction: SortDirection;
  onChange: (sort: { sortBy: Sort; direction: SortDirection }) => void;
};

export function SortFields<Sort extends keyof typeof manageWords.sorts>(props: SortFieldsProps<Sort>) {
  const { sorts, sortBy, direction, onChange } = props;
  const isAscending = direction === "asc";
  const label = isAscending ? manageWords.ascending : manageWords.descending;
  return (
    <Group gap={4} wrap="nowrap">
      <Select
        aria-label={manageWords.sortBy}
        w={150}
        data={sorts.map((sort) => ({ value: sort, label: manageWords.sorts[sort] }))}
        value={sortBy}
        // A title is looked for from A on, everything else from the newest or largest.
        onChange={(sort) =>
          sort && onChange({ sortBy: sort as Sort, direction: sort === "title" ? "asc" : "desc" })
        }
        allowDeselect={false}
      />
      <Tooltip label={label}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={label}
          onClick={() => onChange({ sortBy, direction: isAscending ? "desc" : "asc" })}
        >
          {isAscending ? "↑" : "↓"}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
