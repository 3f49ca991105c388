import { Button, Text } from "@mantine/core";
import { useCallback, useState } from "react";

import type { SortDirection } from "../../backendApi/pageResult.ts";
import type { SnapshotSort } from "../../backendApi/SnapshotsClient.ts";
import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { Dialog } from "../dialogs/Dialog.tsx";
import { useServices } from "../Services.ts";
import { sharingWords } from "../sharing/words.ts";
import { VisitsDialog } from "../visits/VisitsDialog.tsx";
import { ListPanel } from "./ListPanel.tsx";
import classes from "./ManagePage.module.css";
import { OwnLink } from "./OwnLink.tsx";
import { SnapshotRow } from "./SnapshotRow.tsx";
import { SortFields } from "./SortFields.tsx";
import { useManageActions } from "./useManageActions.ts";
import { useManageTab } from "./useManageTab.tsx";
import { manageWords } from "./words.ts";

const SORTS: readonly SnapshotSort[] = ["created_at", "title"];
const nothing = () => {};

/** The person's own snapshots and their links: who can open them, who did, and their end. */
export function SnapshotsTab() {
  const { snapshots, router } = useServices();
  const actions = useManageActions();
  const [sort, setSort] = useState<{ sortBy: SnapshotSort; direction: SortDirection }>({
    sortBy: "created_at",
    direction: "desc",
  });
  const [visited, setVisited] = useState<SnapshotMetadata | null>(null);
  const [sharedId, setSharedId] = useState<string | null>(null);
  const tab = useManageTab<SnapshotMetadata>(
    useCallback(
      (text, cursor) => snapshots.page({ text, deleted: false, ...sort }, cursor),
      [snapshots, sort],
    ),
  );
  const { list, selection } = tab;
  const shared = tab.items.find(({ id }) => id === sharedId);
  const bulk = (label: string, run: () => void) => (
    <Button variant="default" size="compact-sm" onClick={run}>
      {label}
    </Button>
  );
  return (
    <>
      <div className={classes.filters}>
        {tab.searchField}
        <SortFields sorts={SORTS} {...sort} onChange={setSort} />
      </div>
      <ListPanel
        label={manageWords.tabs.snapshots}
        tab={tab}
        isFiltered={false}
        onClearFilters={nothing}
        empty={
          <>
            <Text c="dimmed">{manageWords.empty.snapshots}</Text>
            <Button onClick={() => void router.go({ kind: "newSession" })}>{manageWords.newWorkbench}</Button>
          </>
        }
        bulkActions={
          <>
            {bulk(sharingWords.pause, () => void actions.share(list, selection.items, { isPaused: true }))}
            {bulk(sharingWords.resume, () => void actions.share(list, selection.items, { isPaused: false }))}
            {bulk(manageWords.delete, () => void actions.deleteSnapshots(list, selection.items))}
          </>
        }
        renderRow={(snapshot) => (
          <SnapshotRow
            snapshot={snapshot}
            isSelected={selection.has(snapshot.id)}
            now={tab.now}
            onSelect={selection.toggle}
            onShare={setSharedId}
            onVisits={setVisited}
            onDelete={(each) => void actions.deleteSnapshots(list, [each])}
          />
        )}
      />
      {visited !== null && <VisitsDialog snapshot={visited} onClose={() => setVisited(null)} />}
      {shared !== undefined && (
        <Dialog title={sharingWords.sharingOf(shared.title)} onClose={() => setSharedId(null)}>
          <OwnLink list={list} snapshot={shared} onRevoked={() => setSharedId(null)} />
        </Dialog>
      )}
    </>
  );
}
