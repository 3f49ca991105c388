import { Button, Text } from "@mantine/core";
import { useCallback, useState } from "react";

import type { SessionMetadata } from "../../persistence/SessionMetadata.ts";
import { useServices } from "../Services.ts";
import { sizeWords } from "../wording/sizes.ts";
import { relativeTime } from "../wording/times.ts";
import { ListPanel } from "./ListPanel.tsx";
import { ManagedRow, RowButton } from "./ManagedRow.tsx";
import classes from "./ManagePage.module.css";
import { PurgeDialog } from "./PurgeDialog.tsx";
import { SearchField } from "./SearchField.tsx";
import { useManageActions } from "./useManageActions.ts";
import { useManagedList } from "./useManagedList.ts";
import { useSelection } from "./useSelection.ts";
import { manageWords } from "./words.ts";

const NONE: readonly SessionMetadata[] = [];

/** Deleted sessions: back, or away for ever. */
export function TrashTab() {
  const { manage, clock } = useServices();
  const actions = useManageActions();
  const [text, setText] = useState("");
  const [searches, setSearches] = useState(0);
  const [purged, setPurged] = useState(NONE);
  const loadPage = useCallback(
    (cursor: string | null) =>
      manage.sessions(
        { text, tag: null, starredOnly: false, deleted: true, sortBy: "updated_at", direction: "desc" },
        cursor,
      ),
    [manage, text],
  );
  const { list, state, loadMore } = useManagedList(loadPage);
  const selection = useSelection(state.kind === "ready" ? state.items : NONE);
  const clearFilters = () => {
    setText("");
    setSearches(searches + 1);
  };
  const now = clock();
  return (
    <>
      <div className={classes.filters}>
        <SearchField key={searches} onSearch={setText} />
      </div>
      <ListPanel
        label={manageWords.tabs.trash}
        state={state}
        selection={selection}
        onClearFilters={text === "" ? null : clearFilters}
        onTryAgain={() => void list.reload()}
        onLoadMore={loadMore}
        empty={<Text c="dimmed">{manageWords.empty.trash}</Text>}
        bulkActions={
          <>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void actions.restore(list, selection.items)}
            >
              {manageWords.restore}
            </Button>
            <Button
              color="red"
              variant="outline"
              size="compact-sm"
              onClick={() => setPurged(selection.items)}
            >
              {manageWords.purge}
            </Button>
          </>
        }
        renderRow={(session) => (
          <ManagedRow
            title={session.title}
            href={null}
            isSelected={selection.has(session.id)}
            onSelect={() => selection.toggle(session.id)}
            onOpen={() => undefined}
            facts={[manageWords.saved(relativeTime(session.updatedAt, now)), sizeWords(session.sizeBytes)]}
            actions={
              <>
                <RowButton
                  label={manageWords.restoreOf(session.title)}
                  icon="restore"
                  onClick={() => void actions.restore(list, [session])}
                />
                <RowButton
                  label={manageWords.purgeOf(session.title)}
                  icon="trash"
                  onClick={() => setPurged([session])}
                />
              </>
            }
          />
        )}
      />
      {purged.length > 0 && (
        <PurgeDialog
          title={manageWords.purgeTitle(purged.map(({ title }) => title))}
          body={manageWords.purgeBody}
          action={manageWords.purge}
          onDelete={() => void actions.purge(list, purged)}
          onClose={() => setPurged(NONE)}
        />
      )}
    </>
  );
}
