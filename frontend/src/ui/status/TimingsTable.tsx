import { Table, Text } from "@mantine/core";

import type { PerformanceLevel } from "../../observability/PerformanceMonitor.ts";
import type { TimingRow } from "./timingRows.ts";
import { Toned, type Tone } from "./Toned.tsx";
import { WideTable } from "./WideTable.tsx";
import { statusWords } from "./words.ts";

const said = statusWords.timings;
const { operations, milliseconds, percent } = statusWords;

const TONES: Readonly<Record<PerformanceLevel, Tone>> = {
  DEBUG: "good",
  INFO: "good",
  WARNING: "warning",
  ERROR: "problem",
};

/** How long each operation took, beside what is promised; the verdict is of the 95th percentile. [R5] */
export function TimingsTable({ label, rows }: { label: string; rows: readonly TimingRow[] }) {
  const countsSuccess = rows.some(({ successRate }) => successRate !== null);
  const columns = [
    said.operation,
    said.count,
    ...(countsSuccess ? [said.succeeded] : []),
    said.usual,
    said.slow,
    said.target,
    said.verdict,
  ];
  return (
    <WideTable label={label} columns={columns}>
      {rows.map((row) => (
        <Table.Tr key={row.operation}>
          <Table.Th scope="row" fw={400}>
            {operations[row.operation] ?? row.operation}
          </Table.Th>
          <Table.Td>{row.count.toLocaleString("en")}</Table.Td>
          {countsSuccess && <Table.Td>{row.successRate === null ? "–" : percent(row.successRate)}</Table.Td>}
          <Table.Td>{row.p50Ms === null ? "–" : milliseconds(row.p50Ms)}</Table.Td>
          <Table.Td>{row.p95Ms === null ? "–" : milliseconds(row.p95Ms)}</Table.Td>
          <Table.Td>{said.targetValue(row.targetMs, row.acceptableMs)}</Table.Td>
          <Table.Td>
            {row.level === null ? (
              <Text span c="dimmed">
                {said.nothing}
              </Text>
            ) : (
              <Toned tone={TONES[row.level]}>{said.levels[row.level]}</Toned>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
