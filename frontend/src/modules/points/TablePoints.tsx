import { useMemo } from "react";
import type uPlot from "uplot";

import { type DataColumn, type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { TableGate } from "../dataSetField/TableGate.tsx";
import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { adjustmentWords } from "../plot/adjustmentWords.ts";
import { NothingToDraw } from "../plot/NothingToDraw.tsx";
import { type PointData, pointData } from "../plot/pointData.ts";
import { PointPlot } from "../plot/PointPlot.tsx";
import type { PointView } from "../plot/pointView.ts";
import { MAX_SERIES } from "../plot/seriesStyle.ts";
import type { PointColumns } from "./pointColumns.ts";
import { pointWords } from "./words.ts";

/** What is drawn, for a summary of it in words. */
export type DrawnPoints = {
  readonly title: string;
  readonly data: PointData;
  readonly xColumn: DataColumn;
  readonly yColumn: DataColumn;
};

type TablePointsProps = {
  module: Omit<ModuleViewProps<PointColumns, PointView>, "onSettingsChange">;
  words: { readonly nothingToDraw: string; readonly omittedRows: (count: number) => string };
  /** The same function at every render. */
  summaryOf: (drawn: DrawnPoints) => string;
  /** How many units of y are as long as one of x; absent, each axis fills its side. */
  unitRatioOf?: (data: PointData) => number;
  drawBelow?: (plot: uPlot) => void;
  onDataSetChoose: (dataSetId: string) => void;
};

/** One point for each row of a table, once the table is there. */
export function TablePoints(props: TablePointsProps) {
  const { dataSetId } = props.module.settings;
  return (
    <TableGate dataSetId={dataSetId} isReadOnly={props.module.isReadOnly} onChoose={props.onDataSetChoose}>
      {(table) => <Points {...props} table={table} />}
    </TableGate>
  );
}

function Points(props: TablePointsProps & { table: DataTable }) {
  const { module, words, summaryOf, unitRatioOf, drawBelow, table } = props;
  const { title, settings, adjusted, view, onViewChange } = module;
  const xColumn = findColumn(table, settings.xColumn);
  const yColumn = findColumn(table, settings.yColumn);
  const data = useMemo(() => {
    const { xColumn: x, yColumn: y } = settings;
    if (x === null || y === null) return null;
    return pointData(table, { ...settings, xColumn: x, yColumn: y, maxGroups: MAX_SERIES });
  }, [settings, table]);
  const summary = useMemo(
    () => (data && xColumn && yColumn ? summaryOf({ title, data, xColumn, yColumn }) : ""),
    [summaryOf, title, data, xColumn, yColumn],
  );
  if (!data || !xColumn || !yColumn) return <NothingToDraw text={words.nothingToDraw} />;
  return (
    <PointPlot
      table={table}
      data={data}
      xColumn={xColumn}
      yColumn={yColumn}
      groupColumn={settings.groupColumn}
      sizeColumn={settings.sizeColumn}
      view={view}
      summary={summary}
      legendName={pointWords.groups}
      notices={[
        ...(adjusted.length > 0 ? [adjustmentWords(adjusted, table)] : []),
        ...(data.omittedRowCount > 0 ? [words.omittedRows(data.omittedRowCount)] : []),
      ]}
      unitRatio={unitRatioOf?.(data) ?? null}
      {...(drawBelow ? { drawBelow } : {})}
      onViewChange={onViewChange}
    />
  );
}
