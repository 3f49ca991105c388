import { Table, UnstyledButton } from "@mantine/core";

import { clockTime, fullTime } from "../wording/times.ts";
import classes from "./Status.module.css";
import { Toned } from "./Toned.tsx";
import type { TrailFilter, TrailRow } from "./trailRows.ts";
import { WideTable } from "./WideTable.tsx";
import { statusWords } from "./words.ts";

const said = statusWords.trail;
const COLUMNS = Object.values(said.columns);

type TrailTableProps = {
  rows: readonly TrailRow[];
  now: number;
  /** Narrows the list down to what has the same id. */
  onNarrow: (filter: Partial<TrailFilter>) => void;
};

export function TrailTable({ rows, now, onNarrow }: TrailTableProps) {
  return (
    <WideTable label={said.list} columns={COLUMNS}>
      {rows.map(({ id, at, operation, subject, failure, durationMs, correlationId }) => (
        <Table.Tr key={id}>
          <Table.Td title={fullTime(at)}>{clockTime(at, now)}</Table.Td>
          <Table.Td>{statusWords.operations[operation] ?? operation}</Table.Td>
          <Table.Td>
            {subject !== null && (
              <IdButton
                id={subject}
                label={said.onlySubject(subject)}
                onClick={() => onNarrow({ subject })}
              />
            )}
          </Table.Td>
          <Table.Td>
            {failure === null ? (
              <Toned tone="good">{said.succeeded}</Toned>
            ) : (
              <Toned tone="problem">{said.failed(failure)}</Toned>
            )}
          </Table.Td>
          <Table.Td>{statusWords.milliseconds(durationMs)}</Table.Td>
          <Table.Td>
            <IdButton
              id={correlationId}
              label={said.onlyCorrelation(correlationId)}
              onClick={() => onNarrow({ correlationId })}
            />
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function IdButton({ id, label, onClick }: { id: string; label: string; onClick: () => void }) {
  return (
    <UnstyledButton className={classes.id} fz="xs" aria-label={label} onClick={onClick}>
      {id}
    </UnstyledButton>
  );
}
