import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";

import type { Version } from "../../backendApi/VersionsClient.ts";
import { SidePanel } from "../../workbench/view/SidePanel.tsx";
import { useServices } from "../Services.ts";
import { usePagedList } from "../start/usePagedList.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import type { HistoryActions } from "./HistoryActions.ts";
import classes from "./HistoryPanel.module.css";
import { VersionItem } from "./VersionItem.tsx";
import { historyWords } from "./words.ts";

type HistoryPanelProps = {
  /** Null while it was never saved. */
  sessionId: string | null;
  /** Another number when there is a new version: the list is asked for again. */
  newestVersion: number;
  actions: HistoryActions;
  previewedNumber: number | null;
  onPreview: (version: Version) => void;
  onRestore: (version: Version) => void;
  onClose: () => void;
};

/** The versions of the session, newest first. */
export function HistoryPanel({ sessionId, newestVersion, ...props }: HistoryPanelProps) {
  return (
    <SidePanel title={historyWords.title} closeLabel={historyWords.close} onClose={props.onClose}>
      {sessionId === null ? (
        <Text c="dimmed">{historyWords.notSaved}</Text>
      ) : (
        <VersionList key={newestVersion} {...props} sessionId={sessionId} newestVersion={newestVersion} />
      )}
    </SidePanel>
  );
}

function VersionList(props: HistoryPanelProps & { sessionId: string }) {
  const { sessionId, newestVersion, actions, previewedNumber, onPreview, onRestore } = props;
  const { versions, clock } = useServices();
  const loadPage = useCallback(
    (cursor: string | null) => versions.list(sessionId, cursor),
    [versions, sessionId],
  );
  const { list, reload, loadMore } = usePagedList(loadPage);
  const [renamed, setRenamed] = useState<ReadonlyMap<number, Version>>(new Map());
  const items = useMemo(
    () => (list.kind === "ready" ? list.items.map((version) => renamed.get(version.number) ?? version) : []),
    [list, renamed],
  );
  const name = async (version: Version, label: string) => {
    const named = await actions.name(sessionId, version, label);
    if (named) setRenamed((before) => new Map(before).set(named.number, named));
  };
  if (list.kind === "loading") {
    return (
      <Stack gap="sm" aria-busy="true">
        <Skeleton height={54} />
        <Skeleton height={54} />
        <Skeleton height={54} />
      </Stack>
    );
  }
  if (list.kind === "failed") {
    return (
      <Stack gap="sm" role="alert" align="flex-start">
        <Text>{refusalWords(list.refusal)}</Text>
        <Button variant="default" onClick={reload}>
          {words.common.tryAgain}
        </Button>
      </Stack>
    );
  }
  const now = clock();
  return (
    <>
      <Text size="xs" c="dimmed" mb="xs">
        {historyWords.intro}
      </Text>
      <ol className={classes.versions} aria-label={historyWords.title}>
        {items.map((version, index) => (
          <VersionItem
            key={version.number}
            version={version}
            now={now}
            isCurrent={version.number === newestVersion}
            isPreviewed={version.number === previewedNumber}
            // The one before may be on the next page: then it is not known yet, and the number says what it most likely is.
            loadChanges={() =>
              actions.changesOf(
                sessionId,
                version.number,
                items[index + 1]?.number ?? (list.nextCursor === null ? null : version.number - 1),
              )
            }
            onPreview={() => onPreview(version)}
            onRestore={() => onRestore(version)}
            onName={(label) => void name(version, label)}
          />
        ))}
      </ol>
      {list.nextCursor !== null && (
        <Button variant="subtle" loading={list.isLoadingMore} onClick={loadMore} mt="xs">
          {historyWords.showMore}
        </Button>
      )}
    </>
  );
}
