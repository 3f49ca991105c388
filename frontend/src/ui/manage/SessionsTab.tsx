import { Badge, Button, CloseButton, Switch, Text } from "@mantine/core";
import { useCallback, useState } from "react";

import type { SessionQuery, SessionSort, SortDirection } from "../../backendApi/ManageClient.ts";
import type { SessionMetadata } from "../../persistence/SessionMetadata.ts";
import { useNow } from "../device/useNow.ts";
import { useServices } from "../Services.ts";
import { ListPanel } from "./ListPanel.tsx";
import classes from "./ManagePage.module.css";
import { SessionRow } from "./SessionRow.tsx";
import { SearchField } from "./SearchField.tsx";
import { SortFields } from "./SortFields.tsx";
import { TagsDialog } from "./TagsDialog.tsx";
import { useManageActions } from "./useManageActions.ts";
import { useManagedList } from "./useManagedList.ts";
import { useSelection } from "./useSelection.ts";
import { manageWords } from "./words.ts";

const CLOCK_TICK_MS = 30_000;
const SORTS: readonly SessionSort[] = ["updated_at", "created_at", "title", "size_bytes"];

/** The person's sessions: found, starred, tagged, opened, put into the trash. */
export function SessionsTab() {
  const { manage, router, clock } = useServices();
  const actions = useManageActions();
  const [text, setText] = useState("");
  const [searches, setSearches] = useState(0);
  const [tag, setTag] = useState<string | null>(null);
  const [starredOnly, setStarredOnly] = useState(false);
  const [sort, setSort] = useState<{ sortBy: SessionSort; direction: SortDirection }>({
    sortBy: "updated_at",
    direction: "desc",
  });
  const [tagged, setTagged] = useState<readonly SessionMetadata[]>([]);
  const loadPage = useCallback(
    (cursor: string | null) => {
      const query: SessionQuery = { text, tag, starredOnly, deleted: false, ...sort };
      return manage.sessions(query, cursor);
    },
    [manage, text, tag, starredOnly, sort],
  );
  const { list, state, loadMore } = useManagedList(loadPage);
  const items = state.kind === "ready" ? state.items : NONE;
  const selection = useSelection(items);
  const isFiltered = text !== "" || tag !== null || starredOnly;
  const clearFilters = () => {
    setText("");
    setSearches(searches + 1);
    setTag(null);
    setStarredOnly(false);
  };
  const now = useNow(clock, CLOCK_TICK_MS);

  return (
    <>
      <div className={classes.filters}>
        <SearchField key={searches} onSearch={setText} />
        <SortFields sorts={SORTS} {...sort} onChange={setSort} />
        <Switch
          label={manageWords.starredOnly}
          checked={starredOnly}
          onChange={(event) => setStarredOnly(event.currentTarget.checked)}
        />
        {tag !== null && (
          <Badge
            variant="light"
            size="lg"
            tt="none"
            rightSection={
              <CloseButton size="xs" aria-label={manageWords.clearTag(tag)} onClick={() => setTag(null)} />
            }
          >
            {manageWords.filteredByTag(tag)}
          </Badge>
        )}
      </div>
      <ListPanel
        label={manageWords.tabs.sessions}
        state={state}
        selection={selection}
        onClearFilters={isFiltered ? clearFilters : null}
        onTryAgain={() => void list.reload()}
        onLoadMore={loadMore}
        empty={
          <>
            <Text c="dimmed">{manageWords.empty.sessions}</Text>
            <Button onClick={() => void router.go({ kind: "newSession" })}>{manageWords.newWorkbench}</Button>
          </>
        }
        bulkActions={
          <>
            <Button variant="default" size="compact-sm" onClick={() => setTagged(selection.items)}>
              {manageWords.addTags}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void actions.trash(list, selection.items)}
            >
              {manageWords.toTrash}
            </Button>
          </>
        }
        renderRow={(session) => (
          <SessionRow
            session={session}
            isSelected={selection.has(session.id)}
            now={now}
            list={list}
            onSelect={selection.toggle}
            onTag={setTag}
            onEditTags={setTagged}
          />
        )}
      />
      {tagged.length > 0 && (
        <TagsDialog
          sessions={tagged}
          known={tagsOf(items)}
          onSave={(newTagsOf) => void actions.tag(list, tagged, newTagsOf)}
          onClose={() => setTagged([])}
        />
      )}
    </>
  );
}

const NONE: readonly SessionMetadata[] = [];

function tagsOf(sessions: readonly SessionMetadata[]): readonly string[] {
  return [...new Set(sessions.flatMap(({ tags }) => tags))].toSorted();
}
