import { Button, CopyButton, Text } from "@mantine/core";
import { useCallback, useState } from "react";

import type { SnapshotSort, SortDirection } from "../../backendApi/ManageClient.ts";
import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { useServices } from "../Services.ts";
import { sizeWords } from "../wording/sizes.ts";
import { VisitsDialog } from "../visits/VisitsDialog.tsx";
import { relativeTime } from "../wording/times.ts";
import { ListPanel } from "./ListPanel.tsx";
import { ManagedRow, RowButton } from "./ManagedRow.tsx";
import classes from "./ManagePage.module.css";
import { SearchField } from "./SearchField.tsx";
import { SortFields } from "./SortFields.tsx";
import { useManageActions } from "./useManageActions.ts";
import { useManagedList } from "./useManagedList.ts";
import { useSelection } from "./useSelection.ts";
import { manageWords } from "./words.ts";

const NONE: readonly SnapshotMetadata[] = [];
const SORTS: readonly SnapshotSort[] = ["created_at", "title"];

/** The person's own snapshots: their links, who opened them, and their end. */
export function SnapshotsTab() {
  const { manage, router, clock } = useServices();
  const actions = useManageActions();
  const [text, setText] = useState("");
  const [searches, setSearches] = useState(0);
  const [sort, setSort] = useState<{ sortBy: SnapshotSort; direction: SortDirection }>({
    sortBy: "created_at",
    direction: "desc",
  });
  const [visited, setVisited] = useState<SnapshotMetadata | null>(null);
  const loadPage = useCallback(
    (cursor: string | null) => manage.snapshots({ text, ...sort }, cursor),
    [manage, text, sort],
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
        <SortFields sorts={SORTS} {...sort} onChange={setSort} />
      </div>
      <ListPanel
        label={manageWords.tabs.snapshots}
        state={state}
        selection={selection}
        onClearFilters={text === "" ? null : clearFilters}
        onTryAgain={() => void list.reload()}
        onLoadMore={loadMore}
        empty={<Text c="dimmed">{manageWords.empty.snapshots}</Text>}
        bulkActions={
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => void actions.deleteSnapshots(list, selection.items)}
          >
            {manageWords.deleteSnapshots}
          </Button>
        }
        renderRow={(snapshot) => (
          <ManagedRow
            title={snapshot.title}
            href={`/snapshot/${snapshot.id}`}
            isSelected={selection.has(snapshot.id)}
            onSelect={() => selection.toggle(snapshot.id)}
            onOpen={() => void router.go({ kind: "snapshot", id: snapshot.id })}
            facts={[manageWords.made(relativeTime(snapshot.createdAt, now)), sizeWords(snapshot.sizeBytes)]}
            actions={
              <>
                <CopyButton value={snapshot.url}>
                  {({ copied, copy }) => (
                    <RowButton
                      label={copied ? manageWords.linkCopied : manageWords.copyLinkOf(snapshot.title)}
                      icon={copied ? "check" : "link"}
                      onClick={copy}
                    />
                  )}
                </CopyButton>
                <RowButton
                  label={manageWords.visitsOf(snapshot.title)}
                  icon="eye"
                  onClick={() => setVisited(snapshot)}
                />
                <RowButton
                  label={manageWords.deleteOf(snapshot.title)}
                  icon="trash"
                  onClick={() => void actions.deleteSnapshots(list, [snapshot])}
                />
              </>
            }
          />
        )}
      />
      {visited !== null && <VisitsDialog snapshot={visited} onClose={() => setVisited(null)} />}
    </>
  );
}
