import { Button, Text } from "@mantine/core";
import { useCallback, useState } from "react";

import { useServices } from "../Services.ts";
import { sizeWords } from "../wording/sizes.ts";
import { relativeTime } from "../wording/times.ts";
import { ListPanel } from "./ListPanel.tsx";
import { ManagedRow, RowButton } from "./ManagedRow.tsx";
import classes from "./ManagePage.module.css";
import { PurgeDialog } from "./PurgeDialog.tsx";
import { daysLeft, type TrashedItem, trashPage } from "./trash.ts";
import { useManageActions } from "./useManageActions.ts";
import { useManageTab } from "./useManageTab.tsx";
import { manageWords } from "./words.ts";

const NONE: readonly TrashedItem[] = [];
const nothing = () => {};
const isSession = ({ kind }: TrashedItem) => kind === "session";

/**
 * Deleted sessions and snapshots: back, or away for ever.
 *
 * A snapshot cannot go before its time: until then its link says that it was deleted. [N3]
 */
export function TrashTab() {
  const { manage, snapshots, sharing } = useServices();
  const actions = useManageActions();
  const [purged, setPurged] = useState(NONE);
  const tab = useManageTab<TrashedItem>(
    useCallback((text, cursor) => trashPage({ manage, snapshots }, text, cursor), [manage, snapshots]),
  );
  const { list, selection, now } = tab;
  const { trashDays } = sharing();
  const purgeable = selection.items.filter(isSession);
  return (
    <>
      <div className={classes.filters}>{tab.searchField}</div>
      <ListPanel
        label={manageWords.tabs.trash}
        tab={tab}
        isFiltered={false}
        onClearFilters={nothing}
        empty={<Text c="dimmed">{manageWords.emptyTrash(trashDays)}</Text>}
        bulkActions={
          <>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void actions.restore(list, selection.items)}
            >
              {manageWords.restore}
            </Button>
            {purgeable.length > 0 && (
              <Button color="red" variant="outline" size="compact-sm" onClick={() => setPurged(purgeable)}>
                {manageWords.purgeSome(purgeable.length, selection.items.length)}
              </Button>
            )}
          </>
        }
        renderRow={(item) => (
          <ManagedRow
            title={item.title}
            href={null}
            isSelected={selection.has(item.id)}
            onSelect={() => selection.toggle(item.id)}
            onOpen={nothing}
            facts={[
              manageWords.kinds[item.kind],
              manageWords.daysLeft(daysLeft(item, trashDays, now)),
              manageWords.deleted(relativeTime(item.deletedAt, now)),
              sizeWords(item.sizeBytes),
            ]}
            actions={
              <>
                <RowButton
                  label={manageWords.restoreOf(item.title)}
                  icon="restore"
                  text={manageWords.restore}
                  onClick={() => void actions.restore(list, [item])}
                />
                {isSession(item) && (
                  <RowButton
                    label={manageWords.purgeOf(item.title)}
                    icon="trash"
                    text={manageWords.delete}
                    onClick={() => setPurged([item])}
                  />
                )}
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
