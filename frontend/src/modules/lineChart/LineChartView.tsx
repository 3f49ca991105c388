import { Center, Text } from "@mantine/core";
import { useMemo, useState } from "react";

import { type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { TableGate } from "../dataSetField/TableGate.tsx";
import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { placeText } from "./axisText.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";
import { ChartLegend } from "./ChartLegend.tsx";
import { chartSummary } from "./chartSummary.ts";
import { adjustmentWords } from "./adjustmentWords.ts";
import classes from "./LineChart.module.css";
import {
  type LineChartSettings,
  type LineChartView as LineChartViewState,
  withDataSet,
} from "./lineChartState.ts";
import { lineData } from "./lineSeries.ts";
import { MAX_SERIES } from "./seriesStyle.ts";
import { lineChartWords } from "./words.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";
import { visibleRange } from "./zoomRange.ts";

type LineChartViewProps = ModuleViewProps<LineChartSettings, LineChartViewState>;

export function LineChartView(props: LineChartViewProps) {
  const { settings, isReadOnly, onSettingsChange } = props;
  return (
    <TableGate
      dataSetId={settings.dataSetId}
      isReadOnly={isReadOnly}
      onChoose={(dataSetId) => onSettingsChange(withDataSet(settings, dataSetId))}
    >
      {(table) => <LineChart {...props} table={table} />}
    </TableGate>
  );
}

function LineChart({
  title,
  settings,
  adjusted,
  view,
  onViewChange,
  table,
}: LineChartViewProps & { table: DataTable }) {
  const [hoveredPosition, setHoveredPosition] = useState<number | null>(null);
  const xColumn = findColumn(table, settings.xColumn);
  const data = useMemo(() => {
    const { xColumn: x, yColumns, groupColumn, aggregation } = settings;
    return x === null
      ? null
      : lineData(table, { xColumn: x, yColumns, groupColumn, aggregation, maxSeries: MAX_SERIES });
  }, [settings, table]);
  const whole = useMemo(() => ({ from: data?.x[0] ?? 0, to: data?.x.at(-1) ?? 0 }), [data]);
  const range = useMemo(() => visibleRange(view.xRange, whole), [view.xRange, whole]);
  if (!data || !xColumn || data.series.length === 0 || data.x.length < 2) {
    return (
      <Center h="100%" p="md">
        <Text c="dimmed">{lineChartWords.nothingToDraw}</Text>
      </Center>
    );
  }
  const hoveredX = hoveredPosition === null ? undefined : data.x[hoveredPosition];
  const onRangeChange = (xRange: LineChartViewState["xRange"]) => onViewChange({ ...view, xRange });
  return (
    <div className={classes.chart}>
      {adjusted.length > 0 && (
        <Text size="xs" c="dimmed" className={classes.notice}>
          {adjustmentWords(adjusted, table)}
        </Text>
      )}
      <ChartCanvas
        data={data}
        xColumn={xColumn}
        whole={whole}
        range={range}
        hiddenSeries={view.hiddenSeries}
        summary={chartSummary(title, data, xColumn, settings.yColumns)}
        onRangeChange={onRangeChange}
        onHover={setHoveredPosition}
      />
      {hoveredX !== undefined && (
        <Text size="xs" className={classes.place}>
          {placeText(xColumn, hoveredX)}
        </Text>
      )}
      <div className={classes.footer}>
        <ChartLegend
          series={data.series}
          hiddenSeries={view.hiddenSeries}
          hoveredPosition={hoveredPosition}
          onHiddenSeriesChange={(hiddenSeries) => onViewChange({ ...view, hiddenSeries })}
        />
        {data.omittedSeriesCount > 0 && (
          <Text size="xs" c="dimmed" lh="26px">
            {lineChartWords.omitted(data.series.length, data.omittedSeriesCount)}
          </Text>
        )}
        <ZoomButtons range={range} whole={whole} onRangeChange={onRangeChange} />
      </div>
    </div>
  );
}
