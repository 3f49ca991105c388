import { useState, useSyncExternalStore } from "react";

import type { AuditTrail } from "../../observability/AuditTrail.ts";
import { percentile } from "../../observability/percentile.ts";
import { downloadFile } from "../device/download.ts";
import type { TrailFormat } from "./TrailDownloads.tsx";
import { TrailList } from "./TrailList.tsx";
import { tabRows, type TrailFilter } from "./trailRows.ts";
import { statusWords } from "./words.ts";

const said = statusWords.trail;
const ROWS_AT_ONCE = 20;
const MEDIA_TYPES: Readonly<Record<TrailFormat, string>> = { csv: "text/csv", json: "application/json" };

type TabTrailProps = {
  audit: AuditTrail;
  filter: TrailFilter;
  now: number;
  onFilter: (filter: TrailFilter) => void;
};

/** What was done in this tab. It needs no service, and has also what never reached it. [R6] */
export function TabTrail({ audit, filter, now, onFilter }: TabTrailProps) {
  const entries = useSyncExternalStore(audit.subscribe, () => audit.entries);
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const rows = tabRows(entries, filter);
  const succeeded = rows.filter(({ failure }) => failure === null).length;
  const p95Ms = percentile(
    rows.map(({ durationMs }) => durationMs),
    0.95,
  );
  return (
    <TrailList
      rows={rows.slice(0, shown)}
      hasMore={rows.length > shown}
      summary={said.summary(rows.length, rows.length === 0 ? null : succeeded / rows.length, p95Ms, true)}
      empty={said.empty.tab}
      filter={filter}
      now={now}
      onFilter={onFilter}
      onShowMore={() => setShown(shown + ROWS_AT_ONCE)}
      onDownload={(format) =>
        downloadFile(
          said.fileName("tab", format),
          new Blob([audit.export(format)], { type: MEDIA_TYPES[format] }),
        )
      }
    />
  );
}
