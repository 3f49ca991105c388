import { Box, Group, Stack, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

import type { ListedSession, VisitedSnapshot } from "../../backendApi/ManageClient.ts";
import type { PageResult } from "../../backendApi/pageResult.ts";
import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { HiddenHeading } from "../frame/HiddenHeading.tsx";
import { words } from "../words.ts";
import { BeginCards, type BeginCardText, SampleCards } from "./BeginCards.tsx";
import { ListSection } from "./ListSection.tsx";
import { SessionRow } from "./SessionRow.tsx";
import { SnapshotRow } from "./SnapshotRow.tsx";
import classes from "./StartPage.module.css";
import { VisitedRow } from "./VisitedRow.tsx";

/** What the start page reads; each function keeps its identity between renders. */
export type Library = {
  sessions: (cursor: string | null) => Promise<PageResult<ListedSession>>;
  snapshots: (cursor: string | null) => Promise<PageResult<SnapshotMetadata>>;
  visited: (cursor: string | null) => Promise<PageResult<VisitedSnapshot>>;
};

type StartPageProps = {
  library: Library;
  /** Ready-made dashboards. */
  templates: readonly BeginCardText[];
  dataSets: readonly BeginCardText[];
  now: number;
  /** The drafts that were kept for later, above everything else. */
  drafts: ReactNode;
  studioLink: ReactNode;
  onNew: () => void;
  onDataSet: (id: string) => void;
  onTemplate: (id: string) => void;
  onCsv: (file: File) => void;
  onOpenSession: (id: string) => void;
  onOpenSnapshot: (id: string) => void;
};

export function StartPage({ library, templates, dataSets, now, drafts, studioLink, ...on }: StartPageProps) {
  const beginId = useId();
  const samplesId = useId();
  return (
    <Box component="main" className={classes.page}>
      <HiddenHeading text={words.start.heading} />
      {drafts}
      <section aria-labelledby={beginId}>
        <Title order={2} id={beginId} mb="xs">
          {words.start.begin}
        </Title>
        <BeginCards templates={templates} onNew={on.onNew} onTemplate={on.onTemplate} onCsv={on.onCsv} />
      </section>
      <div className={classes.columns}>
        <ListSection
          title={words.start.sessions}
          emptyText={words.start.sessionsEmpty}
          loadPage={library.sessions}
          keyOf={(session) => session.id}
          renderRow={(session) => (
            <SessionRow session={session} now={now} onOpen={() => on.onOpenSession(session.id)} />
          )}
        />
        <Stack gap="xl">
          <ListSection
            title={words.start.snapshots}
            emptyText={words.start.snapshotsEmpty}
            loadPage={library.snapshots}
            keyOf={(snapshot) => snapshot.id}
            renderRow={(snapshot) => (
              <SnapshotRow snapshot={snapshot} now={now} onOpen={() => on.onOpenSnapshot(snapshot.id)} />
            )}
          />
          <ListSection
            title={words.start.visited}
            emptyText={words.start.visitedEmpty}
            loadPage={library.visited}
            keyOf={(visited) => visited.id}
            renderRow={(visited) => (
              <VisitedRow visited={visited} now={now} onOpen={() => on.onOpenSnapshot(visited.id)} />
            )}
          />
        </Stack>
      </div>
      <section aria-labelledby={samplesId}>
        <Group justify="space-between" mb="xs">
          <Title order={2} id={samplesId}>
            {words.start.samples}
          </Title>
          {studioLink}
        </Group>
        <SampleCards dataSets={dataSets} onDataSet={on.onDataSet} />
      </section>
    </Box>
  );
}
