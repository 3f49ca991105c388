import { Center, Text } from "@mantine/core";
import { useMemo, useState } from "react";

import { type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { TableGate } from "../dataSetField/TableGate.tsx";
import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { adjustmentWords } from "../plot/adjustmentWords.ts";
import { placeText, valueText } from "../plot/axisText.ts";
import classes from "../plot/Plot.module.css";
import { PlotLegend } from "../plot/PlotLegend.tsx";
import { MAX_SERIES } from "../plot/seriesStyle.ts";
import { visibleRange } from "../plot/zoomRange.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";
import { chartSummary } from "./chartSummary.ts";
import {
  type LineChartSettings,
  type LineChartView as LineChartViewState,
  withDataSet,
} from "./lineChartState.ts";
import { lineData } from "./lineSeries.ts";
import { lineChartWords } from "./words.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";

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
        <PlotLegend
          name={lineChartWords.legend}
          mark="line"
          entries={data.series.map(({ label, values }) => ({
            label,
            value: hoveredValue(values, hoveredPosition),
          }))}
          hidden={view.hiddenSeries}
          onHiddenChange={(hiddenSeries) => onViewChange({ ...view, hiddenSeries })}
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

function hoveredValue(values: readonly (number | null)[], position: number | null): string | null {
  const value = position === null ? null : (values[position] ?? null);
  return value === null ? null : valueText(value);
}
