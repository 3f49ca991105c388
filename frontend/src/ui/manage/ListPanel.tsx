import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import type { ListedItem, ManagedListState } from "./ManagedList.ts";
import classes from "./ManagePage.module.css";
import type { Selection } from "./useSelection.ts";
import { VirtualList } from "./VirtualList.tsx";
import { manageWords } from "./words.ts";

type ListPanelProps<Item> = {
  label: string;
  state: ManagedListState<Item>;
  selection: Selection<Item>;
  /** What can be done with everything that is selected. */
  bulkActions: ReactNode;
  /** What the thing is, and how to get one. */
  empty: ReactNode;
  /** Null where nothing is filtered out. */
  onClearFilters: (() => void) | null;
  onTryAgain: () => void;
  onLoadMore: () => void;
  renderRow: (item: Item) => ReactNode;
};

const ROW_HEIGHT_PX = 62;
const SKELETON_ROWS = ["first", "second", "third", "fourth", "fifth"];

/** One list of the page in each of its states: loading, failed, empty, no match, rows. */
export function ListPanel<Item extends ListedItem>(props: ListPanelProps<Item>) {
  const { label, state, selection, bulkActions, empty, onClearFilters, onTryAgain, onLoadMore } = props;
  if (state.kind === "loading") {
    return (
      <Stack gap="sm" p="md" className={classes.panel} aria-busy="true">
        {SKELETON_ROWS.map((row) => (
          <Skeleton key={row} height={38} />
        ))}
      </Stack>
    );
  }
  if (state.kind === "failed") {
    return (
      <Group p="md" className={classes.panel} role="alert">
        <Text>{refusalWords(state.refusal)}</Text>
        <Button variant="default" onClick={onTryAgain}>
          {words.common.tryAgain}
        </Button>
      </Group>
    );
  }
  if (state.items.length === 0 && !state.hasMore) {
    return (
      <div className={classes.panel}>
        <Stack p="xl" gap="sm" align="flex-start" maw={520}>
          {onClearFilters === null ? (
            empty
          ) : (
            <>
              <Text fw={600}>{manageWords.noMatch}</Text>
              <Button variant="default" onClick={onClearFilters}>
                {manageWords.clearFilters}
              </Button>
            </>
          )}
        </Stack>
      </div>
    );
  }
  const isSome = selection.items.length > 0;
  return (
    <div className={classes.panel}>
      <div className={classes.selection}>
        <input
          type="checkbox"
          className={classes.checkbox}
          aria-label={manageWords.selectAll}
          checked={selection.isAll}
          ref={(element) => {
            if (element) element.indeterminate = isSome && !selection.isAll;
          }}
          onChange={selection.toggleAll}
        />
        <Text size="sm" component="output" {...(isSome ? {} : { c: "dimmed" })}>
          {manageWords.selected(selection.items.length)}
        </Text>
        {isSome && (
          <>
            {bulkActions}
            <Button variant="subtle" size="compact-sm" onClick={selection.clear}>
              {manageWords.clearSelection}
            </Button>
          </>
        )}
      </div>
      <VirtualList
        label={label}
        items={state.items}
        keyOf={({ id }) => id}
        rowHeight={ROW_HEIGHT_PX}
        hasMore={state.hasMore}
        onNearEnd={onLoadMore}
        renderRow={props.renderRow}
      />
    </div>
  );
}
