import { Badge, Button, CloseButton, Switch, Text } from "@mantine/core";
import { useCallback, useState } from "react";

import type { ListedSession, SessionSort } from "../../backendApi/ManageClient.ts";
import type { SortDirection } from "../../backendApi/pageResult.ts";
import { useServices } from "../Services.ts";
import { ListPanel } from "./ListPanel.tsx";
import classes from "./ManagePage.module.css";
import { SessionRow } from "./SessionRow.tsx";
import { SortFields } from "./SortFields.tsx";
import { TagsDialog } from "./TagsDialog.tsx";
import { useManageActions } from "./useManageActions.ts";
import { useManageTab } from "./useManageTab.tsx";
import { manageWords } from "./words.ts";

const SORTS: readonly SessionSort[] = ["updated_at", "last_opened_at", "created_at", "title", "size_bytes"];
const DAY_MS = 24 * 60 * 60 * 1000;
/** About a quarter of a year: what was not opened since may well go. */
const LONG_DAYS = 90;

/** The person's sessions: found, starred, tagged, opened, put into the trash. */
export function SessionsTab() {
  const { manage, router, clock } = useServices();
  const actions = useManageActions();
  const [tag, setTag] = useState<string | null>(null);
  const [starredOnly, setStarredOnly] = useState(false);
  // A moment, and not a number of days: every page of a list is asked the same question.
  const [notOpenedSince, setNotOpenedSince] = useState<number | null>(null);
  const [sort, setSort] = useState<{ sortBy: SessionSort; direction: SortDirection }>({
    sortBy: "updated_at",
    direction: "desc",
  });
  const [tagged, setTagged] = useState<readonly ListedSession[]>([]);
  const tab = useManageTab<ListedSession>(
    useCallback(
      (text, cursor) =>
        manage.sessions({ text, tag, starredOnly, notOpenedSince, deleted: false, ...sort }, cursor),
      [manage, tag, starredOnly, notOpenedSince, sort],
    ),
  );
  const { list, items, selection } = tab;
  const clearFilters = () => {
    setTag(null);
    setStarredOnly(false);
    setNotOpenedSince(null);
  };

  return (
    <>
      <div className={classes.filters}>
        {tab.searchField}
        <SortFields sorts={SORTS} {...sort} onChange={setSort} />
        <Switch
          label={manageWords.starredOnly}
          checked={starredOnly}
          onChange={(event) => setStarredOnly(event.currentTarget.checked)}
        />
        <Switch
          label={manageWords.notOpenedFor(LONG_DAYS)}
          checked={notOpenedSince !== null}
          onChange={(event) =>
            setNotOpenedSince(event.currentTarget.checked ? clock() - LONG_DAYS * DAY_MS : null)
          }
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
        tab={tab}
        isFiltered={tag !== null || starredOnly || notOpenedSince !== null}
        onClearFilters={clearFilters}
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
            now={tab.now}
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

function tagsOf(sessions: readonly ListedSession[]): readonly string[] {
  return [...new Set(sessions.flatMap(({ tags }) => tags))].toSorted();
}
