import { Stack } from "@mantine/core";
import type { ReactNode } from "react";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import { ColumnSelect } from "../dataSetField/ColumnSelect.tsx";
import { DataSetField } from "../dataSetField/DataSetField.tsx";
import { useReadyTable } from "../dataSetField/useReadyTable.ts";
import { plotWords } from "../plot/words.ts";
import type { PointColumns } from "./pointColumns.ts";
import { pointWords as words } from "./words.ts";

type PointColumnFieldsProps = {
  settings: PointColumns;
  /** Whether a column can be an axis. */
  isAxis: (column: DataColumn) => boolean;
  labels: { x: string; y: string };
  /** Under the labels of both axes. */
  hint?: string;
  /** Fields between the data set and its columns. */
  children?: ReactNode;
  onDataSetChoose: (dataSetId: string) => void;
  onChange: (changed: Partial<PointColumns>) => void;
};

/** The settings of points: a data set, then which of its columns are drawn how. */
export function PointColumnFields(props: PointColumnFieldsProps) {
  const { settings, isAxis, labels, hint, children, onDataSetChoose, onChange } = props;
  const table = useReadyTable(settings.dataSetId);
  const axes = table?.columns.filter(isAxis) ?? [];
  return (
    <Stack gap="md">
      <DataSetField dataSetId={settings.dataSetId} onChoose={onDataSetChoose} />
      {table && (
        <>
          {children}
          <ColumnSelect
            label={labels.x}
            {...(hint === undefined ? {} : { description: hint })}
            columns={axes}
            value={settings.xColumn}
            noneMeans={null}
            onChange={(xColumn) => onChange({ xColumn })}
          />
          <ColumnSelect
            label={labels.y}
            {...(hint === undefined ? {} : { description: hint })}
            columns={axes}
            value={settings.yColumn}
            noneMeans={null}
            onChange={(yColumn) => onChange({ yColumn })}
          />
          <ColumnSelect
            label={words.groupColumn}
            columns={table.columns}
            value={settings.groupColumn}
            noneMeans={plotWords.noGroup}
            onChange={(groupColumn) => onChange({ groupColumn })}
          />
          <ColumnSelect
            label={words.sizeColumn}
            columns={table.columns.filter(({ type }) => type === "number")}
            value={settings.sizeColumn}
            noneMeans={words.sameSize}
            onChange={(sizeColumn) => onChange({ sizeColumn })}
          />
        </>
      )}
    </Stack>
  );
}
