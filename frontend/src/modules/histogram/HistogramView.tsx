import { Text } from "@mantine/core";
import { useMemo, useState } from "react";

import { type DataColumn, type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { TableGate } from "../dataSetField/TableGate.tsx";
import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { adjustmentWords } from "../plot/adjustmentWords.ts";
import { placeText } from "../plot/axisText.ts";
import { NothingToDraw } from "../plot/NothingToDraw.tsx";
import classes from "../plot/Plot.module.css";
import { PlotLegend } from "../plot/PlotLegend.tsx";
import { MAX_SERIES } from "../plot/seriesStyle.ts";
import { type Bins, binsOf } from "./bins.ts";
import { HistogramCanvas } from "./HistogramCanvas.tsx";
import {
  type HistogramSettings,
  type HistogramView as HistogramViewState,
  withDataSet,
} from "./histogramState.ts";
import { histogramWords as words } from "./words.ts";

type HistogramViewProps = ModuleViewProps<HistogramSettings, HistogramViewState>;

export function HistogramView(props: HistogramViewProps) {
  const { settings, isReadOnly, onSettingsChange } = props;
  return (
    <TableGate
      dataSetId={settings.dataSetId}
      isReadOnly={isReadOnly}
      onChoose={(dataSetId) => onSettingsChange(withDataSet(settings, dataSetId))}
    >
      {(table) => <Histogram {...props} table={table} />}
    </TableGate>
  );
}

function Histogram(props: HistogramViewProps & { table: DataTable }) {
  const { title, settings, adjusted, view, onViewChange, table } = props;
  const [hoveredBin, setHoveredBin] = useState<number | null>(null);
  const column = findColumn(table, settings.column);
  const { groupColumn, binCount } = settings;
  const bins = useMemo(() => {
    if (!column || column.type === "text") return null;
    return binsOf(table, {
      column,
      groupColumn: findColumn(table, groupColumn),
      binCount,
      maxGroups: MAX_SERIES,
    });
  }, [table, column, groupColumn, binCount]);
  if (!bins || !column) return <NothingToDraw text={words.nothingToDraw} />;
  const notices = [
    ...(adjusted.length > 0 ? [adjustmentWords(adjusted, table)] : []),
    ...(bins.omittedRowCount > 0 ? [words.omittedRows(bins.omittedRowCount)] : []),
  ];
  const hovered = hoveredBin === null ? null : binText(column, bins, hoveredBin);
  return (
    <div className={classes.chart}>
      {notices.map((text) => (
        <Text key={text} size="xs" c="dimmed" className={classes.notice}>
          {text}
        </Text>
      ))}
      <HistogramCanvas
        bins={bins}
        column={column}
        hidden={view.hiddenGroups}
        summary={summaryOf(title, column, bins)}
        onHover={setHoveredBin}
      />
      {hovered !== null && (
        <Text size="xs" className={classes.place}>
          {hovered}
        </Text>
      )}
      {groupColumn !== null && (
        <div className={classes.footer}>
          <PlotLegend
            name={words.groups}
            mark="area"
            entries={bins.groups.map(({ label, counts }) => ({
              label,
              value: hoveredBin === null ? null : String(counts[hoveredBin] ?? 0),
            }))}
            hidden={view.hiddenGroups}
            onHiddenChange={(hiddenGroups) => onViewChange({ ...view, hiddenGroups })}
          />
        </div>
      )}
    </div>
  );
}

function binText(column: DataColumn, { edges, totals }: Bins, bin: number): string {
  return words.bin(
    placeText(column, edges[bin] ?? 0),
    placeText(column, edges[bin + 1] ?? 0),
    totals[bin] ?? 0,
  );
}

/** One sentence with what the picture says at a glance. */
function summaryOf(title: string, column: DataColumn, { edges, totals, valueCount }: Bins): string {
  const most = Math.max(...totals);
  const bin = totals.indexOf(most);
  return words.summary({
    title,
    column: column.name,
    values: valueCount,
    bins: totals.length,
    from: placeText(column, edges[0] ?? 0),
    to: placeText(column, edges.at(-1) ?? 0),
    mostFrom: placeText(column, edges[bin] ?? 0),
    mostTo: placeText(column, edges[bin + 1] ?? 0),
    most,
  });
}
