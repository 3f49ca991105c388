import { Stack, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";

import { FactList } from "./FactList.tsx";
import type { ServiceSight } from "./ServiceWatch.ts";
import { StatusSection, type HeadingOrder } from "./StatusSection.tsx";
import type { TabActivity } from "./TabActivity.ts";
import { serviceTimings, tabTimings } from "./timingRows.ts";
import { TimingsTable } from "./TimingsTable.tsx";
import { statusWords } from "./words.ts";

const said = statusWords.timings;

type TimingsSectionProps = { order: HeadingOrder; activity: TabActivity; sight: ServiceSight };

/** How fast and how well saving and opening went, in this tab and at the service. [R5] */
export function TimingsSection({ order, activity, sight }: TimingsSectionProps) {
  const { audit, metrics } = activity;
  useSyncExternalStore(audit.subscribe, () => audit.entries);
  const { conflictErrors, networkErrors, retries, recoveries, deduplicationRate } = metrics.figures;
  const figures = [
    [said.conflicts, String(conflictErrors)],
    [said.notReached, String(networkErrors)],
    [said.sentAgain, said.recovered(retries, recoveries)],
    [said.shared, statusWords.percent(deduplicationRate)],
  ] as const;
  return (
    <StatusSection title={said.heading} order={order}>
      <Stack gap="sm">
        <Text c="dimmed">{said.tab}</Text>
        <TimingsTable label={said.tab} rows={tabTimings(activity)} />
        <FactList facts={figures} />
        {sight.kind === "answers" && sight.status.performance.length > 0 && (
          <>
            <Text c="dimmed">{said.service}</Text>
            <TimingsTable label={said.service} rows={serviceTimings(sight.status)} />
          </>
        )}
      </Stack>
    </StatusSection>
  );
}
