import { Button, Switch, Text } from "@mantine/core";
import { useCallback, useState } from "react";

import type { VisitedSnapshot, VisitSort } from "../../backendApi/ManageClient.ts";
import type { SortDirection } from "../../backendApi/pageResult.ts";
import { useServices } from "../Services.ts";
import { relativeTime } from "../wording/times.ts";
import { ListPanel } from "./ListPanel.tsx";
import { ManagedRow, RowButton } from "./ManagedRow.tsx";
import classes from "./ManagePage.module.css";
import { SortFields } from "./SortFields.tsx";
import { useManageActions } from "./useManageActions.ts";
import { useManageTab } from "./useManageTab.tsx";
import { manageWords } from "./words.ts";

const SORTS: readonly VisitSort[] = ["last_visited_at", "visits", "title"];

/** Snapshots that the person opened. One that its owner deleted stays, says so, and can be hidden. [N5] */
export function VisitedTab() {
  const { manage, router } = useServices();
  const actions = useManageActions();
  const [hideDeleted, setHideDeleted] = useState(false);
  const [sort, setSort] = useState<{ sortBy: VisitSort; direction: SortDirection }>({
    sortBy: "last_visited_at",
    direction: "desc",
  });
  const tab = useManageTab<VisitedSnapshot>(
    useCallback(
      (text, cursor) => manage.visited({ text, hideDeleted, ...sort }, cursor),
      [manage, hideDeleted, sort],
    ),
  );
  const { list, selection, now } = tab;
  return (
    <>
      <div className={classes.filters}>
        {tab.searchField}
        <SortFields sorts={SORTS} {...sort} onChange={setSort} />
        <Switch
          label={manageWords.hideDeleted}
          checked={hideDeleted}
          onChange={(event) => setHideDeleted(event.currentTarget.checked)}
        />
      </div>
      <ListPanel
        label={manageWords.tabs.visited}
        tab={tab}
        isFiltered={hideDeleted}
        onClearFilters={() => setHideDeleted(false)}
        empty={<Text c="dimmed">{manageWords.empty.visited}</Text>}
        bulkActions={
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => void actions.forgetVisits(list, selection.items)}
          >
            {manageWords.forget}
          </Button>
        }
        renderRow={(visit) => (
          <ManagedRow
            title={visit.title}
            href={visit.isDeleted ? null : `/snapshot/${visit.id}`}
            isSelected={selection.has(visit.id)}
            onSelect={() => selection.toggle(visit.id)}
            onOpen={() => void router.go({ kind: "snapshot", id: visit.id })}
            facts={[
              ...(visit.isDeleted ? [manageWords.deletedByOwner] : []),
              manageWords.opened(relativeTime(visit.lastVisitedAt, now)),
              manageWords.openedTimes(visit.visits),
            ]}
            actions={
              <RowButton
                label={manageWords.forgetOf(visit.title)}
                icon="close"
                text={manageWords.remove}
                onClick={() => void actions.forgetVisits(list, [visit])}
              />
            }
          />
        )}
      />
    </>
  );
}
