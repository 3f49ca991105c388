import { Button, Group, Loader, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useCallback, useEffect, useMemo, useState } from "react";

import type { AuditClient, TrailQuery, TrailStatistics } from "../../backendApi/AuditClient.ts";
import { downloadFile } from "../device/download.ts";
import type { Toasts } from "../feedback/Toasts.tsx";
import { usePagedList } from "../start/usePagedList.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import type { TrailFormat } from "./TrailDownloads.tsx";
import { TrailList } from "./TrailList.tsx";
import { serviceQuery, serviceRow, type TrailFilter } from "./trailRows.ts";
import { statusWords } from "./words.ts";

const said = statusWords.trail;
/** So long after the last keystroke the service is asked. */
const ASKED_AFTER_MS = 250;

type ServiceTrailProps = {
  audits: AuditClient;
  toasts: Toasts;
  filter: TrailFilter;
  now: number;
  onFilter: (filter: TrailFilter) => void;
};

/** The person's own audit trail, as the service keeps it. [R6] */
export function ServiceTrail({ audits, toasts, filter, now, onFilter }: ServiceTrailProps) {
  const [settled] = useDebouncedValue(filter, ASKED_AFTER_MS);
  const query = useMemo(() => serviceQuery(settled), [settled]);
  const loadPage = useCallback((cursor: string | null) => audits.page(query, cursor), [audits, query]);
  const { list, reload, loadMore } = usePagedList(loadPage);
  const statistics = useStatistics(audits, query);

  const download = async (format: TrailFormat) => {
    const result = await audits.file(query, format);
    if (result.kind === "ok") downloadFile(said.fileName("service", format), result.file);
    else {
      const text = `${said.couldNotDownload}. ${refusalWords(result)}`;
      toasts.show({ operation: "downloadTrail", text, tone: "failure" });
    }
  };

  if (list.kind === "loading") return <Loader aria-label={words.common.loading} />;
  if (list.kind === "failed") {
    return (
      <Group role="alert">
        <Text>{refusalWords(list.refusal)}</Text>
        <Button variant="default" size="compact-sm" onClick={reload}>
          {words.common.tryAgain}
        </Button>
      </Group>
    );
  }
  return (
    <TrailList
      rows={list.items.map(serviceRow)}
      hasMore={list.nextCursor !== null}
      summary={summaryOf(statistics)}
      empty={said.empty.service}
      filter={filter}
      now={now}
      onFilter={onFilter}
      onShowMore={loadMore}
      onDownload={(format) => void download(format)}
    />
  );
}

function summaryOf(statistics: TrailStatistics | null): string {
  if (statistics === null) return "";
  const { count, successRate, p95DurationMs, isComplete } = statistics;
  return said.summary(count, successRate, p95DurationMs, isComplete);
}

/** Null until they are there, and where the service gives none. */
function useStatistics(audits: AuditClient, query: TrailQuery): TrailStatistics | null {
  const [statistics, setStatistics] = useState<TrailStatistics | null>(null);
  useEffect(() => {
    let isWanted = true;
    async function ask(): Promise<void> {
      const result = await audits.statistics(query);
      if (isWanted) setStatistics(result.kind === "ok" ? result.statistics : null);
    }
    void ask();
    return () => {
      isWanted = false;
    };
  }, [audits, query]);
  return statistics;
}
