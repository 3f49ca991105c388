import { Text, TextInput } from "@mantine/core";
import { useDeferredValue, useId, useMemo, useRef } from "react";

import type { Adjustment } from "../../moduleState/FixableState.ts";
import { type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { TableGate } from "../dataSetField/TableGate.tsx";
import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { DataGrid } from "./DataGrid.tsx";
import { Pager } from "./Pager.tsx";
import { applySteps, columnsOfStep } from "./steps/applySteps.ts";
import type { TableStep } from "./steps/TableStep.ts";
import { filteredRows, sortedRows } from "./tableRows.ts";
import type { TableSettings, TableView as TableViewState } from "./tableState.ts";
import classes from "./TableView.module.css";
import { tableWords as words } from "./words.ts";

/** Few enough that a page of a wide table is drawn within a frame or two. */
const ROWS_PER_PAGE = 100;

type TableViewProps = ModuleViewProps<TableSettings, TableViewState>;

export function TableView(props: TableViewProps) {
  const { settings, isReadOnly, onSettingsChange } = props;
  return (
    <TableGate
      dataSetId={settings.dataSetId}
      isReadOnly={isReadOnly}
      onChoose={(dataSetId) => onSettingsChange({ dataSetId, steps: [] })}
    >
      {(table) => <TableOfRows {...props} table={table} />}
    </TableGate>
  );
}

function TableOfRows(props: TableViewProps & { table: DataTable }) {
  const { title, settings, adjusted, view, onViewChange, table: source } = props;
  const scroller = useRef<HTMLElement>(null);
  const countId = useId();
  const filterText = useDeferredValue(view.filterText);
  const table = useMemo(() => applySteps(source, settings.steps), [source, settings.steps]);
  const missing = missingColumns(adjusted, source);
  const filtered = useMemo(() => filteredRows(table, filterText), [table, filterText]);
  const rows = useMemo(() => sortedRows(table, filtered, view.sort), [table, filtered, view.sort]);
  const pageCount = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE));
  // The page that was saved may be past the end of other data; it is kept, and the last one shown.
  const page = Math.min(view.page, pageCount - 1);
  const changePage = (next: number) => {
    onViewChange({ ...view, page: next });
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <div className={classes.table}>
      <div className={classes.bar}>
        <TextInput
          size="xs"
          aria-label={words.filter}
          aria-describedby={countId}
          placeholder={words.filter}
          value={view.filterText}
          onChange={(event) => onViewChange({ ...view, filterText: event.currentTarget.value, page: 0 })}
        />
        <Text id={countId} size="xs" c="dimmed" component="output">
          {words.rows(rows.length, source.rowCount)}
        </Text>
      </div>
      {missing.length > 0 && <Notice text={words.missingColumns(missing)} />}
      {source.overlongRowCount > 0 && <Notice text={words.overlongRows(source.overlongRowCount)} />}
      <DataGrid
        ref={scroller}
        title={title}
        columns={table.columns}
        rows={rows.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE)}
        sort={view.sort}
        onSortChange={(sort) => onViewChange({ ...view, sort, page: 0 })}
        onClearFilter={() => onViewChange({ ...view, filterText: "", page: 0 })}
      />
      {pageCount > 1 && <Pager page={page} pageCount={pageCount} onPageChange={changePage} />}
    </div>
  );
}

/** The columns that steps name, and that neither the data nor a step before them has. */
function missingColumns(adjusted: readonly Adjustment[], table: DataTable): readonly string[] {
  const [adjustment] = adjusted;
  if (!adjustment) return [];
  const shown = adjustment.shown as readonly TableStep[];
  const reachable = applySteps(
    table,
    shown.filter(({ kind }) => kind === "derive"),
  );
  const named = (adjustment.chosen as readonly TableStep[]).flatMap(columnsOfStep);
  return [...new Set(named)].filter((name) => !findColumn(reachable, name));
}

function Notice({ text }: { text: string }) {
  return (
    <Text size="xs" c="dimmed" className={classes.notice}>
      {text}
    </Text>
  );
}
