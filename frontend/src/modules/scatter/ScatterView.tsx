import { useMemo } from "react";

import { type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { TableGate } from "../dataSetField/TableGate.tsx";
import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { adjustmentWords } from "../plot/adjustmentWords.ts";
import { placeText } from "../plot/axisText.ts";
import { NothingToDraw } from "../plot/NothingToDraw.tsx";
import { correlationOf, pointData, rangeOf } from "../plot/pointData.ts";
import { PointPlot } from "../plot/PointPlot.tsx";
import type { PointView } from "../plot/pointView.ts";
import { MAX_SERIES } from "../plot/seriesStyle.ts";
import { type ScatterSettings, withDataSet } from "./scatterState.ts";
import { scatterWords as words } from "./words.ts";

type ScatterViewProps = ModuleViewProps<ScatterSettings, PointView>;

export function ScatterView(props: ScatterViewProps) {
  const { settings, isReadOnly, onSettingsChange } = props;
  return (
    <TableGate
      dataSetId={settings.dataSetId}
      isReadOnly={isReadOnly}
      onChoose={(dataSetId) => onSettingsChange(withDataSet(dataSetId))}
    >
      {(table) => <Scatter {...props} table={table} />}
    </TableGate>
  );
}

function Scatter({
  title,
  settings,
  adjusted,
  view,
  onViewChange,
  table,
}: ScatterViewProps & { table: DataTable }) {
  const { groupColumn, sizeColumn } = settings;
  const xColumn = findColumn(table, settings.xColumn);
  const yColumn = findColumn(table, settings.yColumn);
  const data = useMemo(() => {
    const { xColumn: x, yColumn: y } = settings;
    if (x === null || y === null) return null;
    return pointData(table, { ...settings, xColumn: x, yColumn: y, maxGroups: MAX_SERIES });
  }, [settings, table]);
  const summary = useMemo(() => {
    if (!data || !xColumn || !yColumn) return "";
    const rows = data.groups.flatMap((group) => group.rows);
    const ends = (column: typeof xColumn, values: Float64Array) => {
      const range = rangeOf(values, rows);
      return [placeText(column, range?.from ?? 0), placeText(column, range?.to ?? 0)] as const;
    };
    return words.summary({
      title,
      x: xColumn.name,
      y: yColumn.name,
      points: data.pointCount,
      groups: data.groups.length,
      xRange: ends(xColumn, data.x),
      yRange: ends(yColumn, data.y),
      correlation: correlationOf(data),
    });
  }, [title, data, xColumn, yColumn]);
  if (!data || !xColumn || !yColumn) return <NothingToDraw text={words.nothingToDraw} />;
  return (
    <PointPlot
      table={table}
      data={data}
      xColumn={xColumn}
      yColumn={yColumn}
      groupColumn={groupColumn}
      sizeColumn={sizeColumn}
      view={view}
      summary={summary}
      legendName={words.groups}
      notices={[
        ...(adjusted.length > 0 ? [adjustmentWords(adjusted, table)] : []),
        ...(data.omittedRowCount > 0 ? [words.omittedRows(data.omittedRowCount)] : []),
      ]}
      onViewChange={onViewChange}
    />
  );
}
