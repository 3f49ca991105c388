import { Button, Table, Text } from "@mantine/core";

import type { BreakerRow } from "./breakerRows.ts";
import { StatusSection, type HeadingOrder } from "./StatusSection.tsx";
import { Toned } from "./Toned.tsx";
import { WideTable } from "./WideTable.tsx";
import { statusWords } from "./words.ts";

const said = statusWords.breakers;
const COLUMNS = [said.name, said.state, said.failures, said.calls, said.refused, said.opened, said.action];

type BreakersSectionProps = {
  order: HeadingOrder;
  rows: readonly BreakerRow[];
  /** Whether the person may close those of the service. */
  isAdministrator: boolean;
  onReset: (row: BreakerRow) => void;
};

/** The circuit breakers between this person and the database, each with its numbers and the way to close it. [R2] */
export function BreakersSection({ order, rows, isAdministrator, onReset }: BreakersSectionProps) {
  const mayReset = ({ serviceName }: BreakerRow) => serviceName === null || isAdministrator;
  return (
    <StatusSection title={said.heading} order={order}>
      <Text c="dimmed" mb="sm">
        {said.about}
        {isAdministrator ? "" : ` ${said.administratorsOnly}`}
      </Text>
      <WideTable label={said.table} columns={COLUMNS}>
        {rows.map((row) => (
          <Table.Tr key={row.name}>
            <Table.Th scope="row" fw={400}>
              {row.name}
            </Table.Th>
            <Table.Td>
              <Toned tone={row.state.tone}>{row.state.text}</Toned>
            </Table.Td>
            <Table.Td>{row.failures ?? "–"}</Table.Td>
            <Table.Td>{row.calls.toLocaleString("en")}</Table.Td>
            <Table.Td>{row.refused.toLocaleString("en")}</Table.Td>
            <Table.Td>{row.opened.toLocaleString("en")}</Table.Td>
            <Table.Td ta="right">
              {mayReset(row) && (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={said.resetOf(row.name)}
                  disabled={!row.isResettable}
                  onClick={() => onReset(row)}
                >
                  {said.reset}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
    </StatusSection>
  );
}
