import { Button, Group, Table } from "@mantine/core";
import { useSyncExternalStore } from "react";

import { assertNever } from "../../errors/assertNever.ts";
import type { AuditTrail } from "../../observability/AuditTrail.ts";
import type { PerformanceMonitor } from "../../observability/PerformanceMonitor.ts";
import type { SessionMetrics } from "../../observability/SessionMetrics.ts";
import type { CircuitBreaker, CircuitState } from "../../resilience/CircuitBreaker.ts";
import { Icon } from "../brand/icons.tsx";
import { clockTime } from "../wording/times.ts";
import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

/** What this tab did, and how well that went. */
export type TabActivity = {
  readonly audit: AuditTrail;
  readonly metrics: SessionMetrics;
  readonly monitor: PerformanceMonitor;
  readonly breaker: CircuitBreaker;
};

type ActivityDialogProps = {
  activity: TabActivity;
  now: number;
  onDownload: (format: "json" | "csv") => void;
  onClose: () => void;
};

/** For whoever wonders why saving is slow, or is asked by support. Without titles and without content. [R5] [R6] */
export function ActivityDialog({ activity, now, onDownload, onClose }: ActivityDialogProps) {
  const circuit = useSyncExternalStore(activity.breaker.subscribe, () => activity.breaker.state);
  const { figures } = activity.metrics;
  const { p50Ms, p95Ms } = activity.monitor.summary("save");
  const rows: readonly (readonly [string, string])[] = [
    [words.activity.service, serviceWords(circuit, now)],
    [words.activity.operations, words.activity.succeeded(figures.totalOperations, figures.successRate)],
    [words.activity.conflicts, String(figures.conflictErrors)],
    [words.activity.notReached, String(figures.networkErrors)],
    [words.activity.saveTime, words.activity.durations(p50Ms, p95Ms)],
    [words.activity.sentAgain, words.activity.recovered(figures.retries, figures.recoveries)],
  ];
  return (
    <Dialog title={words.activity.title} onClose={onClose}>
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {rows.map(([meaning, value]) => (
            <Table.Tr key={meaning}>
              <Table.Th scope="row" fw={400}>
                {meaning}
              </Table.Th>
              <Table.Td ta="right">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group gap="xs" mt="lg">
        {(["csv", "json"] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<Icon name="download" />}
            onClick={() => onDownload(format)}
          >
            {words.activity.download(format)}
          </Button>
        ))}
      </Group>
    </Dialog>
  );
}

function serviceWords(state: CircuitState, now: number): string {
  switch (state.kind) {
    case "closed":
      return words.activity.answers;
    case "halfOpen":
      return words.activity.beingTried;
    case "open":
      return words.activity.leftAlone(clockTime(state.until, now));
    default:
      return assertNever(state);
  }
}
