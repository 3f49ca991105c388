import { Button, Group, Text, UnstyledButton } from "@mantine/core";
import type { Ref } from "react";

import { cellText, type DataColumn } from "../../workbench/dataSets/DataTable.ts";
import type { TableSort } from "./tableState.ts";
import classes from "./TableView.module.css";
import { tableWords as words } from "./words.ts";

type DataGridProps = {
  ref: Ref<HTMLElement>;
  title: string;
  columns: readonly DataColumn[];
  /** Indexes of the rows of this page, in order. */
  rows: readonly number[];
  sort: TableSort | null;
  onSortChange: (sort: TableSort | null) => void;
  onClearFilter: () => void;
};

/** One page of rows under headings that stay in sight; a heading sorts upwards, then downwards, then not. */
export function DataGrid({ ref, title, columns, rows, sort, onSortChange, onClearFilter }: DataGridProps) {
  return (
    // A region that scrolls must be reachable by keyboard [WCAG 2.1.1].
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={ref} className={classes.scroller} aria-label={words.rowsOf(title)} tabIndex={0}>
      <table className={classes.grid}>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadingCell key={column.name} column={column} sort={sort} onSortChange={onSortChange} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {columns.map((column) => (
                <td key={column.name} className={column.type === "number" ? classes.number : undefined}>
                  {cellText(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && (
        <Group p="md" gap="sm">
          <Text c="dimmed">{words.noMatch}</Text>
          <Button variant="default" size="compact-sm" onClick={onClearFilter}>
            {words.clearFilter}
          </Button>
        </Group>
      )}
    </section>
  );
}

type HeadingCellProps = Pick<DataGridProps, "sort" | "onSortChange"> & { column: DataColumn };

function HeadingCell({ column, sort, onSortChange }: HeadingCellProps) {
  const direction = sort?.column === column.name ? sort.direction : null;
  return (
    <th
      scope="col"
      aria-sort={direction ?? "none"}
      className={column.type === "number" ? classes.number : undefined}
    >
      <UnstyledButton
        className={classes.heading}
        title={words.sortBy(column.name)}
        onClick={() => onSortChange(nextSort(column.name, direction))}
      >
        {column.name}
        <span className={classes.arrow} aria-hidden="true">
          {direction === "ascending" && "↑"}
          {direction === "descending" && "↓"}
        </span>
      </UnstyledButton>
    </th>
  );
}

function nextSort(column: string, direction: TableSort["direction"] | null): TableSort | null {
  if (direction === null) return { column, direction: "ascending" };
  return direction === "ascending" ? { column, direction: "descending" } : null;
}
