import { Button, Group, Skeleton, Table, Text } from "@mantine/core";
import { useEffect, useState } from "react";

import type { SnapshotVisits, VisitsResult } from "../../backendApi/VisitsClient.ts";
import { Dialog } from "../dialogs/Dialog.tsx";
import { useServices } from "../Services.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { relativeTime } from "../wording/times.ts";
import { words } from "../words.ts";
import { VisitChart } from "./VisitChart.tsx";
import { visitDays } from "./visitDays.ts";
import { visitWords } from "./words.ts";

type VisitsDialogProps = { snapshot: { id: string; title: string }; onClose: () => void };

/** As many days as the service counts. [N4] */
const DAYS = 90;

/** Who opened a snapshot of one's own, and when. */
export function VisitsDialog({ snapshot, onClose }: VisitsDialogProps) {
  const [attempt, setAttempt] = useState(0);
  return (
    <Dialog title={visitWords.title(snapshot.title)} onClose={onClose} size="lg">
      <Reading key={attempt} snapshotId={snapshot.id} onTryAgain={() => setAttempt(attempt + 1)} />
    </Dialog>
  );
}

function Reading({ snapshotId, onTryAgain }: { snapshotId: string; onTryAgain: () => void }) {
  const { visits } = useServices();
  const [result, setResult] = useState<VisitsResult | null>(null);
  useEffect(() => {
    let isShown = true;
    async function read(): Promise<void> {
      const answer = await visits.read(snapshotId);
      if (isShown) setResult(answer);
    }
    void read();
    return () => {
      isShown = false;
    };
  }, [visits, snapshotId]);
  if (result === null) return <Skeleton height={160} />;
  if (result.kind === "ok") return <Figures visits={result.visits} />;
  return (
    <Group role="alert">
      <Text>{refusalWords(result)}</Text>
      <Button variant="default" onClick={onTryAgain}>
        {words.common.tryAgain}
      </Button>
    </Group>
  );
}

function Figures({ visits }: { visits: SnapshotVisits }) {
  const { clock } = useServices();
  const now = clock();
  if (visits.visits === 0) return <Text>{visitWords.nobody}</Text>;
  return (
    <>
      <Text fw={600} mb="sm">
        {visitWords.totals(visits.visits, visits.visitors)}
      </Text>
      <VisitChart bars={visitDays(visits.days, now, DAYS)} />
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{visitWords.visitor}</Table.Th>
            <Table.Th scope="col">{visitWords.visits}</Table.Th>
            <Table.Th scope="col">{visitWords.last}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {visits.list.map(({ id, visits: count, lastVisitedAt }) => (
            <Table.Tr key={id}>
              <Table.Td>{id}</Table.Td>
              <Table.Td>{count}</Table.Td>
              <Table.Td>{relativeTime(lastVisitedAt, now)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
