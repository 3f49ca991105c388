import { Button, Group, Stack, Text } from "@mantine/core";

import { TrailDownloads, type TrailFormat } from "./TrailDownloads.tsx";
import { EVERYTHING, type TrailFilter, type TrailRow } from "./trailRows.ts";
import { TrailTable } from "./TrailTable.tsx";
import { statusWords } from "./words.ts";

const said = statusWords.trail;

type TrailListProps = {
  rows: readonly TrailRow[];
  hasMore: boolean;
  /** In one line what the whole of it comes to. */
  summary: string;
  /** What is listed here, for the person who has done nothing yet. */
  empty: string;
  filter: TrailFilter;
  now: number;
  onFilter: (filter: TrailFilter) => void;
  onShowMore: () => void;
  onDownload: (format: TrailFormat) => void;
};

/** What was done, newest first, with what it comes to and the way to take it along. [R6] */
export function TrailList(props: TrailListProps) {
  const { rows, hasMore, summary, empty, filter, now, onFilter, onShowMore, onDownload } = props;
  if (rows.length === 0) {
    const isFiltered = Object.keys(EVERYTHING).some((key) => filter[key as keyof TrailFilter]);
    return <Text c="dimmed">{isFiltered ? said.noMatch : empty}</Text>;
  }
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm">{summary}</Text>
        <TrailDownloads onDownload={onDownload} />
      </Group>
      <TrailTable rows={rows} now={now} onNarrow={(part) => onFilter({ ...filter, ...part })} />
      {hasMore && (
        <Button variant="default" style={{ alignSelf: "flex-start" }} onClick={onShowMore}>
          {said.showMore}
        </Button>
      )}
    </Stack>
  );
}
