import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import type { ListedItem } from "./ManagedList.ts";
import classes from "./ManagePage.module.css";
import type { ManageTabParts } from "./useManageTab.tsx";
import { VirtualList } from "./VirtualList.tsx";
import { manageWords } from "./words.ts";

type ListPanelProps<Item extends ListedItem> = {
  label: string;
  tab: ManageTabParts<Item>;
  /** What can be done with everything that is selected. */
  bulkActions: ReactNode;
  /** What the thing is, and how to get one. */
  empty: ReactNode;
  /** Whether something besides the search leaves items out. */
  isFiltered: boolean;
  onClearFilters: () => void;
  renderRow: (item: Item) => ReactNode;
};

const ROW_HEIGHT_PX = 62;
const SKELETON_ROWS = ["first", "second", "third", "fourth", "fifth"];

/** One list of the page in each of its states: loading, failed, empty, no match, rows. */
export function ListPanel<Item extends ListedItem>(props: ListPanelProps<Item>) {
  const { label, tab, bulkActions, empty, isFiltered, onClearFilters } = props;
  const { list, state, selection, loadMore } = tab;
  const clearFilters = () => {
    tab.clearSearch();
    onClearFilters();
  };
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
        <Button variant="default" onClick={() => void list.reload()}>
          {words.common.tryAgain}
        </Button>
      </Group>
    );
  }
  if (state.items.length === 0 && !state.hasMore) {
    return (
      <div className={classes.panel}>
        <Stack p="xl" gap="sm" align="flex-start" maw={520}>
          {isFiltered || tab.isSearched ? (
            <>
              <Text fw={600}>{manageWords.noMatch}</Text>
              <Button variant="default" onClick={clearFilters}>
                {manageWords.clearFilters}
              </Button>
            </>
          ) : (
            empty
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
          {isSome ? manageWords.selected(selection.items.length) : manageWords.selectAllShort}
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
        onNearEnd={loadMore}
        renderRow={props.renderRow}
      />
    </div>
  );
}
