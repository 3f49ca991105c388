import { Button, Center, Loader, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { useDataTable } from "../../workbench/dataSets/useDataTable.ts";
import { dataSetWords } from "../../workbench/dataSets/words.ts";
import { DataSetField } from "./DataSetField.tsx";

type TableGateProps = {
  dataSetId: string | null;
  isReadOnly: boolean;
  onChoose: (dataSetId: string) => void;
  children: (table: DataTable) => ReactNode;
};

/** Shows a module once its table is there; until then it says what is missing and what to do. */
export function TableGate({ dataSetId, isReadOnly, onChoose, children }: TableGateProps) {
  const used = useDataTable(dataSetId);
  const field = isReadOnly ? null : <DataSetField dataSetId={dataSetId} onChoose={onChoose} />;
  if (used.kind === "notChosen") {
    const body = isReadOnly ? dataSetWords.notChosenReadOnly : dataSetWords.notChosenBody;
    return <Notice title={dataSetWords.notChosenTitle} body={body} action={field} />;
  }
  if (used.kind === "removed") {
    const body = isReadOnly ? null : dataSetWords.removedBody;
    return <Notice title={dataSetWords.removedTitle} body={body} action={field} />;
  }
  switch (used.state.kind) {
    case "loading":
      return (
        <Center h="100%">
          <Loader size="sm" aria-label={dataSetWords.loading} />
        </Center>
      );
    case "failed": {
      const retry = <Button onClick={used.retry}>{dataSetWords.tryAgain}</Button>;
      return (
        <Notice
          title={dataSetWords.failedTitle}
          body={dataSetWords.problem(used.state.problem)}
          action={retry}
        />
      );
    }
    case "ready":
      return children(used.state.table);
  }
}

type NoticeProps = { title: string; body: string | null; action: ReactNode };

function Notice({ title, body, action }: NoticeProps) {
  return (
    <Center h="100%" p="md">
      <Stack gap="xs" maw={300} align="stretch">
        <Text fw={600}>{title}</Text>
        {body && <Text c="dimmed">{body}</Text>}
        {action}
      </Stack>
    </Center>
  );
}
